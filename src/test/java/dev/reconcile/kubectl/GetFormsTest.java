package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people see of an object besides its row: whole objects, parts, warnings. */
class GetFormsTest {
    private final Bench bench = new Bench();

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    @Test
    void what_nobody_has_set_is_written_as_null_where_Go_writes_it() {
        bench.run("kubectl run web --image=nginx:1.20");
        bench.pass(10);
        assertThat(run("kubectl get pod web -o yaml")).contains("  conditions:\n  - lastProbeTime: null\n    lastTransitionTime: ");
        assertThat(run("kubectl get pod web -o json")).contains("\"lastProbeTime\": null,");
        assertThat(run("kubectl get events -o yaml")).contains("  eventTime: null\n");
    }

    @Test
    void an_autoscaler_that_is_only_tried_has_a_status() {
        bench.run("kubectl create deployment web --image=nginx:1.20");
        assertThat(run("kubectl autoscale deployment web --max=3 --dry-run=client -o yaml"))
                .endsWith("status:\n  currentMetrics: null\n  desiredReplicas: 0\n");
    }

    @Test
    void a_scale_has_columns_of_its_own() {
        bench.run("kubectl create deployment web --image=nginx:1.20 --replicas=2");
        bench.pass(10);
        assertThat(run("kubectl get deployment web --subresource=scale")).isEqualTo("""
                NAME   DESIRED   AVAILABLE   AGE
                web    2         2           10s
                """);
        assertThat(run("kubectl get deployment web --subresource=status")).startsWith("NAME   READY   UP-TO-DATE   AVAILABLE   AGE\n");
    }

    @Test
    void kinds_on_their_way_out_are_warned_of() {
        assertThat(run("kubectl get endpoints")).startsWith("NAME         ENDPOINTS         AGE\nkubernetes   172.18.0.2:6443")
                .endsWith("Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n");
        assertThat(run("kubectl get componentstatuses")).endsWith("Warning: v1 ComponentStatus is deprecated in v1.19+\n");
        assertThat(run("kubectl get endpointslices kubernetes --no-headers")).startsWith("kubernetes   IPv4   6443   172.18.0.2");
    }

    @Test
    void a_short_name_of_two_kinds_is_warned_of() {
        assertThat(run("kubectl get ev")).contains("Warning: short name \"ev\" could also match lower priority resource events.events.k8s.io\n");
        assertThat(run("kubectl get events.events.k8s.io")).startsWith("LAST SEEN   TYPE     REASON").contains("node/worker-1   ").doesNotContain("Warning: ");
        assertThat(run("kubectl get po")).isEqualTo("No resources found in default namespace.\n");
    }

    @Test
    void paths_reach_who_set_a_field_and_complain_in_Gos_syntax() {
        bench.run("kubectl create configmap conf --from-literal=a=b");
        assertThat(run("kubectl get cm conf -o jsonpath='{.metadata.managedFields[0].manager}'")).isEqualTo("kubectl-create");
        assertThat(run("kubectl get cm conf -o yaml")).doesNotContain("managedFields");
        assertThat(run("kubectl get cm conf -o jsonpath='{.data.a[3]}'")).contains("object given to jsonpath engine was:\n\t\tmap[string]interface {}"
                + "{\"apiVersion\":\"v1\", \"data\":map[string]interface {}{\"a\":\"b\"}, \"kind\":\"ConfigMap\", \"metadata\":");
    }

    @Test
    void a_truth_value_for_cascade_is_warned_of() {
        bench.run("kubectl create deployment web --image=nginx:1.20");
        Bench.Result result = bench.run("kubectl delete deployment web --cascade=false");
        assertThat(result.err()).isEqualTo("warning: --cascade=false is deprecated (boolean value) and can be replaced with --cascade=orphan.\n");
        assertThat(run("kubectl delete rs --all --cascade=bogus")).isEqualTo(
                "error: invalid cascade value (bogus). Must be \"background\", \"foreground\", or \"orphan\"\n");
    }

    @Test
    void who_names_only_the_type_of_a_strategy_gets_no_partition() {
        String set = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: NAME}\nspec:\n  serviceName: s\n  selector: {matchLabels: {app: NAME}}\n"
                + "  STRATEGY\n  template:\n    metadata: {labels: {app: NAME}}\n    spec: {containers: [{name: c, image: \"nginx:1.20\"}]}\n";
        bench.run("kubectl apply -f -", set.replace("NAME", "named").replace("STRATEGY", "updateStrategy: {type: RollingUpdate}"));
        bench.run("kubectl apply -f -", set.replace("NAME", "silent").replace("  STRATEGY\n", ""));
        bench.pass(20);
        assertThat(run("kubectl get sts named -o jsonpath='{.spec.updateStrategy}'")).isEqualTo("{\"type\":\"RollingUpdate\"}");
        assertThat(run("kubectl get sts silent -o jsonpath='{.spec.updateStrategy}'"))
                .isEqualTo("{\"rollingUpdate\":{\"partition\":0},\"type\":\"RollingUpdate\"}");
        assertThat(run("kubectl rollout status sts/named")).startsWith("statefulset rolling update complete 1 pods at revision named-");
        assertThat(run("kubectl rollout status sts/silent")).isEqualTo("partitioned roll out complete: 1 new pods have been updated...\n");
    }

    @Test
    void a_job_without_labels_shares_those_of_its_template() {
        String job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: NAMELABELS}\nspec:\n  template:\n    metadata: {labels: {app: j}}\n"
                + "    spec: {restartPolicy: Never, containers: [{name: c, image: \"nginx:1.20\"}]}\n";
        bench.run("kubectl apply -f -", job.replace("NAMELABELS", "shares"));
        bench.run("kubectl apply -f -", job.replace("NAMELABELS", "own, labels: {app: j}"));
        String labels = "kubectl get job %s -o go-template='{{range $name, $value := .metadata.labels}}{{$name}} {{end}}'";
        assertThat(run(labels.formatted("shares")))
                .isEqualTo("app batch.kubernetes.io/controller-uid batch.kubernetes.io/job-name controller-uid job-name ");
        assertThat(run(labels.formatted("own"))).isEqualTo("app ");
    }

    @Test
    void what_is_being_deleted_says_since_when() {
        bench.run("kubectl apply -f -", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: held, finalizers: [example.com/x]}\n"
                + "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n");
        bench.run("kubectl delete pvc held --wait=false");
        bench.pass(30);
        assertThat(run("kubectl describe pvc held")).contains("Status:        Terminating (lasts 30s)\n");
        bench.run("kubectl create namespace gone && kubectl run web --image=nginx:1.20 -n gone");
        bench.pass(10);
        bench.run("kubectl delete namespace gone --wait=false");
        assertThat(run("kubectl get namespace gone -o yaml")).contains("  deletionTimestamp: ").doesNotContain("deletionGracePeriodSeconds");
    }

    @Test
    void an_autoscaler_is_looked_at_after_one_period() {
        bench.run("kubectl create deployment web --image=nginx:1.20 && kubectl autoscale deployment web --min=2 --max=5");
        bench.pass(10);
        assertThat(run("kubectl get hpa web --no-headers")).startsWith("web   Deployment/web   cpu: <unknown>/80%   2     5     0 ");
        bench.pass(10);
        assertThat(run("kubectl get deployment web -o jsonpath='{.spec.replicas}'")).isEqualTo("2");
    }

    @Test
    void record_is_still_taken_and_no_longer_shown() {
        bench.run("kubectl create deployment web --image=nginx:1.20 --dry-run=client -o yaml > web.yaml");
        Bench.Result applied = bench.run("kubectl apply -f web.yaml --record");
        assertThat(applied.err()).isEqualTo("Flag --record has been deprecated, --record will be removed in the future\n");
        String cause = "kubectl get deployment web -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'";
        assertThat(run(cause)).isEqualTo("kubectl apply --filename=web.yaml --record=true");
        bench.pass(10);
        assertThat(run("kubectl rollout history deployment/web")).contains("1         kubectl apply --filename=web.yaml --record=true\n");
        bench.run("kubectl scale deployment web --replicas=2 --record");
        assertThat(run(cause)).isEqualTo("kubectl scale deployment web --record=true --replicas=2");
        assertThat(run("kubectl run solo --image=nginx:1.20 --record")).contains("Flag --record has been deprecated").contains("pod/solo created");
        assertThat(run("kubectl apply --help") + run("kubectl set image --help")).contains("--filename=").doesNotContain("--record");
    }

    @Test
    void a_quota_can_be_made_with_scopes() {
        assertThat(run("kubectl create quota q --hard=pods=2 --scopes=BestEffort --dry-run=client -o yaml"))
                .contains("spec:\n  hard:\n    pods: \"2\"\n  scopes:\n  - BestEffort\n");
    }

    @Test
    void delete_asks_before_it_deletes() {
        bench.run("kubectl create configmap a && kubectl create deployment web --image=nginx:1.20");
        Bench.Running asked = bench.typing("kubectl delete cm/a deploy/web -i").go(bench.cluster.now());
        assertThat(asked.result().out()).isEqualTo("""
                You are about to delete the following 2 resource(s):
                configmap/a
                deployment.apps/web
                Do you want to continue? (y/n):\s""");
        asked.type("").type("n");
        assertThat(asked.ended()).isTrue();
        assertThat(asked.result().out()).endsWith("deletion is cancelled\n");
        assertThat(run("kubectl get cm a --no-headers")).startsWith("a ");
        assertThat(run("kubectl delete cm a -i < /dev/null")).endsWith("(y/n): deletion is cancelled\n");
        assertThat(run("echo Y | kubectl delete cm a -i")).endsWith("(y/n): configmap \"a\" deleted from default namespace\n");
        assertThat(run("kubectl delete pods -l no=such -i")).isEqualTo("No resources found\n");
    }
}
