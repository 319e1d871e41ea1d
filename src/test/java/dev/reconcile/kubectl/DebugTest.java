package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DebugTest {
    private static final String LEGACY = "--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile,"
            + " for example \"--profile=general\".\n";

    private final Bench bench = new Bench();

    @BeforeEach
    void web() {
        bench.run("kubectl run web --image=nginx:1.27 --labels=app=web");
        bench.pass(20);
    }

    @Test
    void aPodGetsAnEphemeralContainer() {
        Bench.Running shell = bench.typing("kubectl debug web -it --image=busybox --profile=general -c look").go(bench.cluster.now() + 20_000);
        assertThat(shell.result().out()).isEqualTo("/ # ");
        shell.type("hostname").type("exit").go(bench.cluster.now() + 5_000);
        assertThat(shell.result().out()).startsWith("/ # web\n/ # ");
        assertThat(bench.run("kubectl get pod web -o jsonpath='{.spec.ephemeralContainers[0].name}'").out()).isEqualTo("look");
        assertThat(bench.run("kubectl logs web --tail=0").err()).isEqualTo("Defaulted container \"web\" out of: web, look (ephem)\n");
    }

    @Test
    void aCopyMayDiffer() {
        assertThat(bench.run("kubectl debug web --copy-to=web2 --set-image=*=nginx:1.28")).isEqualTo(new Bench.Result("", LEGACY, 0));
        bench.pass(20);
        assertThat(bench.run("kubectl get pod web2 -o jsonpath='{.spec.containers[0].image} {.spec.shareProcessNamespace} {.metadata.labels}'").out())
                .isEqualTo("nginx:1.28 true ");
    }

    @Test
    void aFileMayAddToTheContainer() {
        bench.files.write("/home/learner/more.yaml", "env:\n- name: B\n  value: c\n");
        bench.run("kubectl debug web --image=busybox --profile=general -c look --env=A=b --custom=more.yaml -- sleep 99");
        assertThat(bench.run("kubectl get pod web -o jsonpath='{.spec.ephemeralContainers[0].env[*].name} {.spec.ephemeralContainers[0].command}'").out())
                .isEqualTo("B A [\"sleep\",\"99\"]");
        bench.files.write("/home/learner/more.yaml", "resources: {limits: {cpu: 10m}}\n");
        assertThat(bench.run("kubectl debug web --image=busybox --custom=more.yaml").err())
                .contains("spec.ephemeralContainers[1].resources: Forbidden: cannot be set for an Ephemeral Container");
        bench.files.write("/home/learner/more.yaml", "image: nginx\n");
        assertThat(bench.run("kubectl debug web --image=busybox --custom=more.yaml").err())
                .isEqualTo("error: name, command, image, lifecycle and volume devices are not modifiable via custom profile\n");
    }

    @Test
    void aNodeGetsAPod() {
        String node = bench.run("kubectl get nodes -o jsonpath='{.items[1].metadata.name}'").out();
        Bench.Result result = bench.typing("kubectl debug node/" + node + " -it --image=busybox -- echo here").go(bench.cluster.now() + 30_000).result();
        assertThat(result.out()).matches("Creating debugging pod node-debugger-" + node + "-\\w{5} with container debugger on node " + node + "\\.\nhere\n");
        assertThat(bench.run("kubectl get pods").out()).contains("node-debugger-" + node);
    }

    @Test
    void whatIsWrongIsSaidInKubectlsWords() {
        assertThat(bench.run("kubectl debug web").err()).isEqualTo("error: you must specify --image when not using --copy-to.\n");
        assertThat(bench.run("kubectl debug --image=busybox").err()).isEqualTo("error: NAME or filename is required for debug\n");
        assertThat(bench.run("kubectl debug web --copy-to=x").err()).isEqualTo("error: you must specify --image, --set-image or command arguments.\n");
        assertThat(bench.run("kubectl debug web --image=busybox --replace").err()).isEqualTo("error: --replace may only be used with --copy-to.\n");
        assertThat(bench.run("kubectl debug web --image=busybox -t").err()).isEqualTo("error: -i/--stdin is required for containers with -t/--tty=true\n");
        assertThat(bench.run("kubectl debug nosuch --image=busybox").err()).isEqualTo(LEGACY + "Error from server (NotFound): pods \"nosuch\" not found\n");
    }
}
