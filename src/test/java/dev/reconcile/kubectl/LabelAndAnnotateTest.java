package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelAndAnnotateTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void configMaps() {
        bench.run("kubectl create configmap a && kubectl create configmap b");
    }

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    @Test
    void labelsAreSetChangedAndRemoved() {
        assertThat(run("kubectl label cm a tier=front team=blue")).isEqualTo("configmap/a labeled\n");
        assertThat(run("kubectl label cm a tier=back")).isEqualTo("error: 'tier' already has a value (front), and --overwrite is false\n");
        assertThat(run("kubectl label cm a tier=back team=red"))
                .isEqualTo("'team' already has a value (blue), and --overwrite is false\n'tier' already has a value (front), and --overwrite is false\n");
        assertThat(run("kubectl label --overwrite cm/a tier=back")).isEqualTo("configmap/a labeled\n");
        assertThat(run("kubectl label --overwrite cm/a tier=back")).isEqualTo("configmap/a not labeled\n");
        assertThat(run("kubectl label cm/a tier-")).isEqualTo("configmap/a unlabeled\n");
        assertThat(run("kubectl label cm/a tier-")).isEqualTo("label \"tier\" not found.\nconfigmap/a not labeled\n");
        assertThat(run("kubectl get cm a -o jsonpath='{.metadata.labels}'")).isEqualTo("{\"team\":\"blue\"}");
    }

    @Test
    void severalObjectsAreLabeledAtOnceAndListed() {
        assertThat(run("kubectl label cm a b x=1")).isEqualTo("configmap/a labeled\nconfigmap/b labeled\n");
        assertThat(run("kubectl label cm -l x=1 y=2")).isEqualTo("configmap/a labeled\nconfigmap/b labeled\n");
        assertThat(run("kubectl label cm a --list")).isEqualTo("x=1\ny=2\n");
        assertThat(run("kubectl label cm a b --list")).isEqualTo("Listing labels for ConfigMap./a:\n x=1\n y=2\nListing labels for ConfigMap./b:\n x=1\n y=2\n");
        assertThat(run("kubectl label cm --all z=3 --dry-run=client")).contains("configmap/a labeled (dry run)\n");
        assertThat(run("kubectl label cm a z=3 --dry-run=server")).isEqualTo("configmap/a labeled (server dry run)\n");
        assertThat(run("kubectl get cm -l z=3")).isEqualTo("No resources found in default namespace.\n");
    }

    @Test
    void aVersionThatIsNotTheCurrentOneIsAConflict() {
        String version = run("kubectl get cm a -o jsonpath='{.metadata.resourceVersion}'");
        assertThat(run("kubectl label cm a x=1 --resource-version=1"))
                .isEqualTo("Error from server (Conflict): Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your"
                        + " changes to the latest version and try again\n");
        assertThat(run("kubectl label cm a x=1 --resource-version=" + version)).isEqualTo("configmap/a labeled\n");
        assertThat(run("kubectl label cm a b y=1 --resource-version=1")).isEqualTo("error: --resource-version may only be used with a single resource\n");
    }

    @Test
    void wrongLabelsSayWhatIsWrong() {
        assertThat(run("kubectl label cm a")).isEqualTo("error: at least one label update is required\n");
        assertThat(run("kubectl label x=1")).isEqualTo("error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n");
        assertThat(run("kubectl label cm a x=1=2")).isEqualTo("error: invalid label spec: x=1=2\n");
        assertThat(run("kubectl label cm a x=1 x-")).isEqualTo("error: can not both modify and remove a label in the same command\n");
        assertThat(run("kubectl label cm x=1 a")).isEqualTo("error: all resources must be specified before label changes: a\n");
        assertThat(run("kubectl label cm a 'x=a b'")).isEqualTo("error: invalid label value: \"x=a b\": a valid label must be an empty string or consist of"
                + " alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',"
                + " regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')\n");
        assertThat(run("kubectl label cm nothing x=1")).isEqualTo("Error from server (NotFound): configmaps \"nothing\" not found\n");
        assertThat(run("kubectl label cm --all -l y=1 x=1")).isEqualTo("error: cannot set --all and --selector at the same time\n");
    }

    @Test
    void annotationsAreSetChangedAndRemoved() {
        assertThat(run("kubectl annotate cm a note='one = two' kubernetes.io/change-cause=first")).isEqualTo("configmap/a annotated\n");
        assertThat(run("kubectl annotate cm a note=x")).isEqualTo("error: --overwrite is false but found the following declared annotation(s):"
                + " 'note' already has a value (one = two)\n");
        assertThat(run("kubectl annotate cm a kubernetes.io/change-cause=second")).isEqualTo("configmap/a annotated\n");
        assertThat(run("kubectl annotate cm a --list")).isEqualTo("kubernetes.io/change-cause=second\nnote=one = two\n");
        assertThat(run("kubectl annotate cm a note- kubernetes.io/change-cause-")).isEqualTo("configmap/a annotated\n");
        assertThat(run("kubectl get cm a -o jsonpath='{.metadata.annotations}'")).isEmpty();
        assertThat(run("kubectl annotate cm a b=1 b-"))
                .isEqualTo("error: can not both modify and remove the following annotation(s) in the same command: b\n");
    }

    @Test
    void filesCanBeMarkedWithoutACluster() {
        bench.files.write("/home/learner/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n");
        assertThat(run("kubectl label --local -f c.yaml x=1 -o yaml")).isEqualTo("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  labels:
                    x: "1"
                  name: c
                  namespace: default
                """);
    }
}
