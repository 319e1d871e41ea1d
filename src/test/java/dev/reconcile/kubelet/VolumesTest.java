package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import org.junit.jupiter.api.Test;

class VolumesTest {
    private Lab lab = Lab.standard();

    /** A pod of one busybox with these volumes, which runs the script and stays. */
    private Lab pod(String name, String volumes, String mounts, String script) {
        return lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {app: test}, annotations: {note: "a \\"b\\""}}
                spec:
                  terminationGracePeriodSeconds: 1
                  volumes:
                %s
                  containers:
                  - name: main
                    image: busybox:1.36
                    volumeMounts:
                %s
                    command:
                    - sh
                    - -c
                    - |
                %s
                      sleep 1000000
                """.formatted(name, volumes.indent(2), mounts.indent(4), script.indent(6)));
    }

    private void setData(String resource, String name, String key, String value) {
        KubeObject object = lab.cluster().view().get(new ObjectKey(resource, "default", name)).orElseThrow();
        lab.cluster().request(Request.update(Caller.learner(0), resource, object.with(Json.of(key, value), "data"), Options.NONE));
    }

    @Test
    void containers_of_a_pod_share_an_empty_directory_that_goes_with_the_pod() {
        String yaml = """
                apiVersion: v1
                kind: Pod
                metadata: {name: two}
                spec:
                  terminationGracePeriodSeconds: 1
                  volumes: [{name: shared, emptyDir: {}}]
                  containers:
                  - name: main
                    image: busybox:1.36
                    volumeMounts: [{name: shared, mountPath: /out}]
                    command: [sh, -c, "cat /out/greeting; echo hello > /out/greeting; sleep 1000"]
                  - name: reader
                    image: busybox:1.36
                    volumeMounts: [{name: shared, mountPath: /in, readOnly: true}]
                    command: [sh, -c, "sleep 5; cat /in/greeting; echo no > /in/greeting; sleep 1000"]
                """;
        lab.apply(yaml).after("15s");
        assertThat(lab.log("two", "container", "reader")).contains("hello").contains("Read-only file system");

        lab.delete("two").after("10s").apply(yaml).after("5s");

        assertThat(lab.log("two", "container", "main")).contains("No such file").doesNotContain("hello");
    }

    @Test
    void a_restarted_container_finds_its_volumes_but_not_its_own_files() {
        pod("box", "- {name: v, emptyDir: {}}", "- {name: v, mountPath: /v}", "cat /v/kept /lost; echo kept > /v/kept; echo lost > /lost; sleep 5; exit 1");
        lab.after("12s");

        assertThat(lab.log("box")).startsWith("kept\n").contains("/lost");
    }

    @Test
    void a_node_keeps_what_is_written_to_its_directories() {
        String volume = "- {name: h, hostPath: {path: /data/files, type: DirectoryOrCreate}}";
        pod("one", volume, "- {name: h, mountPath: /h}", "echo from-one >> /h/log");
        lab.after("5s");
        String node = lab.pod("one").spec().text("nodeName");
        lab.delete("one").after("5s");
        lab = lab.reloaded();
        pod("two", volume + "\n\nnodeName: " + node, "- {name: h, mountPath: /h}", "cat /h/log");
        lab.after("5s");

        assertThat(lab.log("two")).isEqualTo("from-one\n");
    }

    @Test
    void a_directory_that_has_to_be_there_and_is_not_holds_the_pod_back() {
        pod("one", "- {name: h, hostPath: {path: /nowhere, type: Directory}}", "- {name: h, mountPath: /h}", "true");
        lab.after("4s");

        assertThat(lab.state("one")).isEqualTo("waiting ContainerCreating");
        assertThat(lab.events("one")).contains("FailedMount: MountVolume.SetUp failed for volume \"h\" : hostPath type check failed: /nowhere is not a directory");
    }

    @Test
    void what_is_written_to_a_claim_is_found_by_the_next_pod_that_uses_it() {
        lab.apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """);
        String volume = "- {name: d, persistentVolumeClaim: {claimName: data}}";
        pod("one", volume, "- {name: d, mountPath: /d}", "mkdir /d/sub; echo precious > /d/sub/file");
        lab.after("15s").delete("one").after("5s");
        lab = lab.reloaded();

        pod("two", volume, "- {name: d, mountPath: /d, subPath: sub}", "cat /d/file");

        assertThat(lab.after("10s").log("two")).isEqualTo("precious\n");
    }

    @Test
    void a_config_map_becomes_files_that_follow_it_except_where_a_part_was_mounted() {
        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conf}
                data: {a: one, b: two}
                """);
        pod("box", "- {name: c, configMap: {name: conf, items: [{key: a, path: deep/a.txt}]}}",
                "- {name: c, mountPath: /c}\n- {name: c, mountPath: /part, subPath: deep/a.txt}",
                "while true; do echo $(cat /c/deep/a.txt) $(cat /part) $(ls /c); sleep 10; done");
        lab.after("8s");
        assertThat(lab.log("box")).isEqualTo("one one deep\n");

        setData("configmaps", "conf", "a", "changed");
        lab.after("30s");
        assertThat(lab.log("box")).doesNotContain("changed");
        lab = lab.reloaded();
        lab.after("50s");

        assertThat(lab.log("box")).endsWith("changed one deep\n");
    }

    @Test
    void files_from_the_api_cannot_be_written() {
        lab.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: key}
                stringData: {password: "s3cret"}
                """);
        pod("box", "- {name: s, secret: {secretName: key}}", "- {name: s, mountPath: /s}", "cat /s/password; echo; echo x > /s/password");
        lab.after("5s");

        assertThat(lab.log("box")).isEqualTo("s3cret\nsh: can't create /s/password: Read-only file system\n");
    }

    @Test
    void a_missing_config_map_holds_the_pod_back_until_it_is_there() {
        pod("box", "- {name: c, configMap: {name: conf}}", "- {name: c, mountPath: /c}", "cat /c/a; echo");
        lab.after("10s");
        assertThat(lab.state("box")).isEqualTo("waiting ContainerCreating");
        assertThat(lab.events("box")).contains("FailedMount: MountVolume.SetUp failed for volume \"c\" : configmap \"conf\" not found");

        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conf}
                data: {a: here}
                """).after("30s");

        assertThat(lab.log("box")).isEqualTo("here\n");
    }

    @Test
    void a_key_that_is_not_there_is_named() {
        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conf}
                """);
        pod("box", "- {name: c, configMap: {name: conf, items: [{key: k, path: p}]}}", "- {name: c, mountPath: /c}", "true");

        assertThat(lab.after("5s").events("box")).contains("FailedMount: MountVolume.SetUp failed for volume \"c\" : references non-existent config key: k");
    }

    @Test
    void a_pod_can_read_about_itself() {
        pod("box", """
                - name: i
                  downwardAPI:
                    items:
                    - {path: labels, fieldRef: {fieldPath: metadata.labels}}
                    - {path: annotations, fieldRef: {fieldPath: metadata.annotations}}
                    - {path: cpu, resourceFieldRef: {containerName: main, resource: limits.cpu}}
                """, "- {name: i, mountPath: /i}", "cat /i/labels; echo; cat /i/annotations; echo; cat /i/cpu; echo");

        assertThat(lab.after("5s").log("box")).isEqualTo("""
                app="test"
                note="a \\"b\\""
                4
                """);
    }

    @Test
    void every_pod_has_its_account_s_token() {
        pod("box", "- {name: e, emptyDir: {}}", "- {name: e, mountPath: /e}",
                "cd /var/run/secrets/kubernetes.io/serviceaccount; ls; cat namespace; echo; cut -d. -f2 token | base64 -d 2>/dev/null | grep -o 'system:[a-z:]*'");

        assertThat(lab.after("5s").log("box")).isEqualTo("ca.crt\nnamespace\ntoken\ndefault\nsystem:serviceaccount:default:default\n");
    }

    @Test
    void a_stateful_set_s_pod_finds_its_data_again() {
        lab.apply("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  serviceName: db
                  replicas: 2
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: main
                        image: busybox:1.36
                        volumeMounts: [{name: data, mountPath: /data}]
                        command: [sh, -c, "hostname >> /data/names; cat /data/names; sleep 100000"]
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """).after("40s").delete("db-1").after("20s");

        assertThat(lab.log("db-1")).isEqualTo("db-1\ndb-1\n");
        assertThat(lab.log("db-0")).isEqualTo("db-0\n");
    }

    @Test
    void files_from_the_api_are_as_old_after_a_save_as_before() {
        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conf}
                data: {a: one}
                """);
        pod("box", "- {name: c, configMap: {name: conf}}", "- {name: c, mountPath: /c}",
                "sleep 30; while true; do ls -l /c /var/run/secrets/kubernetes.io/serviceaccount; sleep 30; done");
        lab.after("8s");
        setData("configmaps", "conf", "a", "two");
        Lab copy = lab.reloaded().after("3m");

        assertThat(copy.log("box")).isEqualTo(lab.after("3m").log("box")).contains("token");
        assertThat(copy.cluster().save()).isEqualTo(lab.cluster().save());
    }

    @Test
    void a_container_that_never_rests_still_sees_what_changes_around_it() {
        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conf}
                data: {a: "1"}
                """);
        pod("box", "- {name: c, configMap: {name: conf}}", "- {name: c, mountPath: /c}", "while sleep 0.1; do cat /c/a > /tmp/seen; [ \"$(cat /c/a)\" = stop ] && exit 3; done");
        lab.after("10s");
        setData("configmaps", "conf", "a", "2");
        lab.after("70s");
        assertThat(lab.state("box")).startsWith("running");
        Lab copy = lab.reloaded();
        setData("configmaps", "conf", "a", "stop");
        lab.after("70s");
        assertThat(lab.container("box").number(0, "lastState", "terminated", "exitCode") + lab.container("box").number(0, "state", "terminated", "exitCode"))
                .as("it saw the word and ended").isEqualTo(3);
        copy.after("70s");
        assertThat(copy.state("box")).startsWith("running");
    }
}
