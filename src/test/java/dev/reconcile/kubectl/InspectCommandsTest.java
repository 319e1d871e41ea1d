package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InspectCommandsTest {
    private final Bench bench = new Bench();

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    @Test
    void eventsAreListedOldestFirstAndFiltered() {
        assertThat(run("kubectl events -n kube-public")).isEqualTo("No events found in kube-public namespace.\n");
        assertThat(run("kubectl events").lines().skip(1)).as("what nodes tell").isNotEmpty().allMatch(line -> line.contains(" Node/"));
        bench.run("kubectl create deployment web --image=nginx:1.20");
        bench.run("kubectl create deployment bad --image=nginx:nonexistent");
        bench.pass(10);
        String all = run("kubectl events");
        assertThat(all).startsWith("LAST SEEN").contains("Normal    ScalingReplicaSet").contains("Deployment/web").contains("Warning   Failed");
        assertThat(run("kubectl events --types=Warning --no-headers")).doesNotContain("Normal").doesNotContain("LAST SEEN");
        assertThat(run("kubectl events --for=deployment/web").lines().count()).isEqualTo(2);
        assertThat(run("kubectl events -A")).startsWith("NAMESPACE     LAST SEEN");
        assertThat(run("kubectl events --types=Odd")).isEqualTo("error: valid --types are Normal or Warning\n");
        assertThat(run("kubectl events --for=web")).isEqualTo("error: --for must be in resource/name form\n");
    }

    @Test
    void eventsAreWatched() {
        Bench.Running watch = bench.start("kubectl events -w").go(bench.cluster.now() + 1_000);
        bench.run("kubectl create deployment web --image=nginx:1.20");
        watch.go(bench.cluster.now() + 5_000);
        assertThat(watch.ended()).isFalse();
        assertThat(watch.result().out()).startsWith("LAST SEEN").contains("Scaled up replica set web-");
    }

    @Test
    void explainTellsFieldsWithTheirTypes() {
        assertThat(run("kubectl explain deployment.spec.replicas")).isEqualTo("""
                GROUP:      apps
                KIND:       Deployment
                VERSION:    v1

                FIELD: replicas <integer>


                DESCRIPTION:
                    How many pods are wanted. The default is 1; 0 is allowed.
                   \s

                """);
        assertThat(run("kubectl explain deploy.spec")).contains("""
                FIELD: spec <DeploymentSpec>


                DESCRIPTION:
                    What is wanted.
                    What a Deployment is to keep running, and how it replaces pods.
                   \s
                FIELDS:
                  minReadySeconds\t<integer>
                    How long a new pod must have been ready to count as available. The default
                    is 0.

                  paused\t<boolean>
                """).contains("  selector\t<LabelSelector> -required-\n");
        assertThat(run("kubectl explain pods.spec.containers")).startsWith("KIND:       Pod\nVERSION:    v1\n\nFIELD: containers <[]Container>\n")
                .contains("  imagePullPolicy\t<string>\n  enum: Always, IfNotPresent, Never\n    When");
        assertThat(run("kubectl explain deployment.spec.strategy --recursive")).contains("  rollingUpdate\t<RollingUpdateDeployment>\n    maxSurge\t<IntOrString>\n"
                + "    maxUnavailable\t<IntOrString>\n  type\t<string>\n  enum: Recreate, RollingUpdate\n\n");
    }

    @Test
    void explainSaysWhatItDoesNotKnow() {
        assertThat(run("kubectl explain pods.spec.nothing")).isEqualTo("KIND:       Pod\nVERSION:    v1\n\nerror: field \"nothing\" does not exist\n");
        assertThat(run("kubectl explain nothing")).isEqualTo("the server doesn't have a resource type \"nothing\"\n");
        assertThat(run("kubectl explain pods --api-version=v2")).isEqualTo("error: couldn't find resource for \"v2, Resource=pods\"\n");
    }

    @Test
    void everyKindCanBeExplainedToItsLastField() {
        // What follows the dot of pods.metrics.k8s.io is taken for a field of pods, as upstream does.
        bench.cluster.kinds().all().forEach(kind -> {
            String asked = kind.group().equals("metrics.k8s.io") ? kind.plural() + " --api-version=" + kind.apiVersion() : kind.resource();
            assertThat(run("kubectl explain " + asked + " --recursive")).as(asked).contains("KIND:       " + kind.kind() + "\n");
        });
    }

    @Test
    void kindsAndVersionsAreListed() {
        assertThat(run("kubectl api-resources --api-group=apps")).isEqualTo("""
                NAME                  SHORTNAMES   APIVERSION   NAMESPACED   KIND
                controllerrevisions                apps/v1      true         ControllerRevision
                daemonsets            ds           apps/v1      true         DaemonSet
                deployments           deploy       apps/v1      true         Deployment
                replicasets           rs           apps/v1      true         ReplicaSet
                statefulsets          sts          apps/v1      true         StatefulSet
                """);
        assertThat(run("kubectl api-resources --namespaced=false -o name")).contains("nodes\n").doesNotContain("pods\n");
        assertThat(run("kubectl api-versions")).contains("apps/v1\n").contains("batch/v1\n").endsWith("v1\n");
        assertThat(run("kubectl api-resources -o json")).isEqualTo("error: --output json is not available\n");
    }

    @Test
    void rightsAndAddressesAreTold() {
        assertThat(run("kubectl auth can-i create pods")).isEqualTo("yes\n");
        assertThat(run("kubectl auth can-i get nodes")).isEqualTo("yes\nWarning: resource 'nodes' is not namespace scoped\n\n");
        assertThat(run("kubectl auth whoami")).startsWith("ATTRIBUTE   VALUE\nUsername    kubernetes-admin\n");
        assertThat(run("kubectl auth whoami --as=bob")).contains("Username    bob\n");
        assertThat(run("kubectl auth can-i --list")).startsWith("Resources").contains("*.*").contains("[*]");
        assertThat(bench.run("kubectl auth can-i list pods --as=system:serviceaccount:default:default")).isEqualTo(new Bench.Result("no\n", "", 1));
        assertThat(run("kubectl get pods --as=bob")).isEqualTo("Error from server (Forbidden): pods is forbidden: User \"bob\" cannot list resource \"pods\""
                + " in API group \"\" in the namespace \"default\"\n");
        assertThat(run("kubectl cluster-info")).contains("Kubernetes control plane\u001b[0m is running at \u001b[0;33mhttps://127.0.0.1:6443\u001b[0m\n");
        assertThat(run("kubectl cluster-info dump")).contains("\"kind\": \"NodeList\"");
    }

    @Test
    void theStateOfTheClusterIsDumpedIntoFiles() {
        bench.run("kubectl run web --image=nginx");
        bench.pass(20);
        assertThat(run("kubectl cluster-info dump --output-directory=state")).isEqualTo("Cluster info dumped to state\n");
        assertThat(run("ls -1 state state/default")).isEqualTo("state:\ndefault\nkube-system\nnodes.json\n\nstate/default:\n"
                + "daemonsets.json\ndeployments.json\nevents.json\npods.json\nreplicasets.json\nreplication-controllers.json\nservices.json\nweb\n");
        assertThat(run("cat state/default/web/logs.txt")).isEqualTo("==== START logs for container web of pod default/web ====\n"
                + run("kubectl logs web") + "==== END logs for container web of pod default/web ====\n");
        assertThat(run("kubectl cluster-info dump --output-directory=- --namespaces=default")).contains("\n==== START logs for container web of pod default/web ====\n");
    }

    @Test
    void verbosityShowsTheRequests() {
        bench.run("kubectl create configmap a");
        assertThat(bench.run("kubectl label cm a x=1 -v=6").err())
                .matches("I1124 01:46:56\\.000000    2314 round_trippers.go:632] \"Response\" verb=\"GET\""
                        + " url=\"https://127.0.0.1:6443/api/v1/namespaces/default/configmaps/a\" status=\"200 OK\" milliseconds=1\n"
                        + "I1124 .*\"Response\" verb=\"PATCH\" url=\"https://127.0.0.1:6443/api/v1/namespaces/default/configmaps/a\\?fieldManager=kubectl-label\""
                        + " status=\"200 OK\" milliseconds=1\n");
        assertThat(bench.run("kubectl label cm a y=1 -v=8").err()).contains("helper.go:105] \"Request Body\" body=\"{\\\"metadata\\\":{\\\"labels\\\":{\\\"y\\\":\\\"1\\\"}}}\"");
        assertThat(bench.run("kubectl get deployment nothing -v=6").err()).contains("/apis/apps/v1/namespaces/default/deployments/nothing\" status=\"404 Not Found\"");
    }

    @Test
    void everyCommandHasHelp() {
        assertThat(run("kubectl help label")).isEqualTo(run("kubectl label --help")).startsWith("Update the labels on a resource.\n");
        assertThat(run("kubectl options")).startsWith("The following options can be passed to any command:\n");
        assertThat(run("kubectl completion bash")).startsWith("#");
        assertThat(run("kubectl plugin list")).isEqualTo("error: unable to find any kubectl plugins in your PATH\n");
        assertThat(run("kubectl proxy")).startsWith("error: kubectl proxy is not part of this lab");
        assertThat(run("kubectl")).contains("Cluster Management Commands:\n");
    }
}
