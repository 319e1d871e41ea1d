package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopTest {
    private final Bench bench = new Bench();

    @Test
    void podsShowWhatTheyUseOnceTheyAreMeasured() {
        assertThat(bench.run("kubectl top pods").err()).isEqualTo("No resources found in default namespace.\n");
        bench.run("kubectl run web --image=nginx --annotations=lab.reconcile.dev/cpu=250m --annotations=lab.reconcile.dev/memory=64Mi");
        bench.run("kubectl run idle --image=nginx --annotations=lab.reconcile.dev/cpu=1m --annotations=lab.reconcile.dev/memory=10Mi");
        bench.pass(5);
        assertThat(bench.run("kubectl top pods").err()).isEqualTo("error: metrics not available yet\n");
        bench.pass(60);
        assertThat(bench.run("kubectl top pods").out()).isEqualTo("""
                NAME   CPU(cores)   MEMORY(bytes)  \s
                idle   1m           10Mi           \s
                web    250m         64Mi           \s
                """);
        assertThat(bench.run("kubectl top pods --sort-by=cpu --no-headers --sum").out()).isEqualTo("""
                web    250m       64Mi      \s
                idle   1m         10Mi      \s
                       ________   ________  \s
                       251m       74Mi      \s
                """);
        assertThat(bench.run("kubectl top pod web --containers").out()).isEqualTo("""
                POD   NAME   CPU(cores)   MEMORY(bytes)  \s
                web   web    250m         64Mi           \s
                """);
        assertThat(bench.run("kubectl get --raw /apis/metrics.k8s.io/v1beta1/pods").exit()).isLessThan(2);
        assertThat(bench.run("kubectl get pods.metrics.k8s.io web").out()).contains("NAME").contains("250m").contains("15.000s");
    }

    @Test
    void nodesShowTheirShare() {
        assertThat(bench.run("kubectl top nodes").out().lines().findFirst().orElseThrow().strip())
                .isEqualTo(String.join("   ", "NAME           ", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)").replace("NAME              ", "NAME            "));
        assertThat(bench.run("kubectl top nodes --no-headers").out().lines()).allMatch(line -> line.matches("\\S+ +\\d+m +\\d+% +\\d+Mi +\\d+% +"));
    }

    @Test
    void whatIsWrongIsSaidInKubectlsWords() {
        assertThat(bench.run("kubectl top pods x -l a=b").err()).isEqualTo("error: only one of NAME or selector can be provided\n");
        assertThat(bench.run("kubectl top pods --sort-by=foo").err()).isEqualTo("error: --sort-by accepts only cpu or memory\n");
        assertThat(bench.run("kubectl top nodes a b").err()).isEqualTo("error: node [NAME | -l label]\nSee 'kubectl top node -h' for help and examples\n");
        assertThat(bench.run("kubectl top pod nosuch").err()).isEqualTo("Error from server (NotFound): podmetrics.metrics.k8s.io \"default/nosuch\" not found\n");
    }

    @Test
    void metricsCannotBeWritten() {
        bench.run("kubectl run web --image=nginx");
        bench.pass(60);
        assertThat(bench.run("kubectl delete pods.metrics.k8s.io web").exit()).isEqualTo(1);
        assertThat(bench.run("kubectl get pod web").exit()).isZero();
    }
}
