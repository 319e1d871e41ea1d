package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecCommandsTest {
    private static final String TWO = """
            apiVersion: v1
            kind: Pod
            metadata: {name: two}
            spec:
              initContainers: [{name: before, image: busybox, command: [echo, prepared]}]
              containers:
              - {name: web, image: nginx}
              - {name: side, image: busybox, command: [sh, -c, 'while true; do echo tick; sleep 5; done']}
            """;

    private final Bench bench = new Bench();

    @BeforeEach
    void pods() {
        bench.run("kubectl create deployment nginx --image=nginx:1.27 --replicas=2");
        bench.run("kubectl create -f -", TWO);
        bench.pass(30);
    }

    private String pod() {
        return bench.run("kubectl get pods -l app=nginx -o jsonpath='{.items[0].metadata.name}'").out();
    }

    @Test
    void aCommandRunsInAPodAndInAPodOfADeployment() {
        assertThat(bench.run("kubectl exec " + pod() + " -- hostname")).isEqualTo(new Bench.Result(pod() + "\n", "", 0));
        assertThat(bench.run("kubectl exec deploy/nginx -- ls /usr/share/nginx/html").out()).contains("index.html\n");
    }

    @Test
    void itsExitCodeIsKubectls() {
        assertThat(bench.run("kubectl exec two -c side -- sh -c 'exit 7'")).isEqualTo(new Bench.Result("", "command terminated with exit code 7\n", 7));
    }

    @Test
    void theFirstContainerIsTakenAndNamed() {
        assertThat(bench.run("kubectl exec two -- hostname").err()).isEqualTo("Defaulted container \"web\" out of: web, side, before (init)\n");
        assertThat(bench.run("kubectl exec two -c side -- hostname").err()).isEmpty();
        assertThat(bench.run("kubectl exec two -q -- hostname").err()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidInKubectlsWords() {
        assertThat(bench.run("kubectl exec").err()).isEqualTo("error: pod, type/name or --filename must be specified\n");
        assertThat(bench.run("kubectl exec two").err()).isEqualTo("error: you must specify at least one command for the container\n");
        assertThat(bench.run("kubectl exec two ls").err())
                .isEqualTo("error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples\n");
        assertThat(bench.run("kubectl exec nosuch -- ls").err()).isEqualTo("Error from server (NotFound): pods \"nosuch\" not found\n");
        assertThat(bench.run("kubectl exec two -c nosuch -- ls").err()).isEqualTo("Error from server (BadRequest): container nosuch is not valid for pod two\n");
        assertThat(bench.run("kubectl exec two -c side -- nosuch").err())
                .startsWith("error: Internal error occurred: Internal error occurred: error executing command in container: ")
                .endsWith("exec: \"nosuch\": executable file not found in $PATH: unknown\n");
        assertThat(bench.run("kubectl exec two -c before -- ls").err())
                .isEqualTo("error: Internal error occurred: unable to upgrade connection: container not found (\"before\")\n");
        bench.run("kubectl create configmap things");
        assertThat(bench.run("kubectl exec configmap/things -- ls").err())
                .isEqualTo("error: cannot attach to *v1.ConfigMap: selector for *v1.ConfigMap not implemented\n");
    }

    @Test
    void aFinishedPodCannotBeEntered() {
        bench.run("kubectl run done --image=busybox --restart=Never -- true");
        bench.pass(15);
        assertThat(bench.run("kubectl exec done -- ls").err()).isEqualTo("error: cannot exec into a container in a completed pod; current phase is Succeeded\n");
        assertThat(bench.run("kubectl attach done").err()).isEqualTo("error: cannot attach a container in a completed pod; current phase is Succeeded\n");
    }

    @Test
    void aPersonTypesToAShellInAContainer() {
        Bench.Running shell = bench.typing("kubectl exec -it two -c web -- bash").go(bench.cluster.now() + 1_000);
        assertThat(shell.result().out()).isEqualTo("root@two:/# ");
        shell.type("cd /usr/share/nginx/html").type("echo hello > index.html").type("sleep 100").interrupt();
        assertThat(shell.ended()).isFalse();
        shell.endInput();
        assertThat(shell.result().out()).isEqualTo("root@two:/# root@two:/usr/share/nginx/html# root@two:/usr/share/nginx/html# root@two:/usr/share/nginx/html# exit\n");
        assertThat(shell.result().exit()).isEqualTo(130);
        assertThat(bench.run("kubectl exec two -c web -- cat /usr/share/nginx/html/index.html").out()).isEqualTo("hello\n");
    }

    @Test
    void withoutATerminalThereIsNoTerminal() {
        Bench.Result result = bench.run("echo 'echo $((6*7))' | kubectl exec -it two -c side -- sh");
        assertThat(result.out()).isEqualTo("42\n");
        assertThat(result.err()).isEqualTo("Unable to use a TTY - input is not a terminal or the right kind of file\n");
    }

    @Test
    void anInterruptedCommandWithoutTerminalEndsKubectl() {
        Bench.Running sleep = bench.start("kubectl exec two -c side -- sleep 100").go(bench.cluster.now() + 1_000);
        sleep.interrupt();
        assertThat(sleep.result().exit()).isEqualTo(130);
    }

    @Test
    void whoAttachesSeesWhatComes() {
        Bench.Running attached = bench.typing("kubectl attach two -c side").go(bench.cluster.now() + 11_000);
        assertThat(attached.result().out()).startsWith("tick\ntick\n");
        assertThat(attached.result().err()).isEqualTo("If you don't see a command prompt, try pressing enter.\n");
        attached.interrupt();
        assertThat(attached.result().exit()).isEqualTo(130);
        assertThat(bench.run("kubectl attach two -c nosuch").err()).isEqualTo("error: cannot attach to the container: container nosuch not found in pod two\n");
    }

    @Test
    void logsAreOfOnePodOrOfMany() {
        assertThat(bench.run("kubectl logs two -c before").out()).isEqualTo("prepared\n");
        assertThat(bench.run("kubectl logs two --tail=1").err()).isEqualTo("Defaulted container \"web\" out of: web, side, before (init)\n");
        assertThat(bench.run("kubectl logs two -c side --tail=2").out()).isEqualTo("tick\ntick\n");
        assertThat(bench.run("kubectl logs two --all-containers --tail=1 --prefix").out()).contains("[pod/two/before] prepared\n").contains("[pod/two/side] tick\n");
        assertThat(bench.run("kubectl logs deploy/nginx --tail=1").err()).matches("Found 2 pods, using pod/nginx-.*\n");
        assertThat(bench.run("kubectl logs -l app=nginx --prefix --tail=1").out().lines()).hasSize(2).allMatch(line -> line.matches("\\[pod/nginx-\\S+/nginx\\] .*"));
        assertThat(bench.run("kubectl logs -l app=nosuch").err()).isEqualTo("No resources found in default namespace.\n");
    }

    @Test
    void logsThatCannotBeHadSayWhy() {
        assertThat(bench.run("kubectl logs nosuch").err()).isEqualTo("error: error from server (NotFound): pods \"nosuch\" not found in namespace \"default\"\n");
        assertThat(bench.run("kubectl logs two -c nosuch").err()).isEqualTo("error: container nosuch is not valid for pod two\n");
        assertThat(bench.run("kubectl logs two -c side -p").err())
                .isEqualTo("Error from server (BadRequest): previous terminated container \"side\" in pod \"two\" not found\n");
        assertThat(bench.run("kubectl logs two -c side --since-time=foo").err())
                .isEqualTo("error: parsing time \"foo\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"foo\" as \"2006\"\n");
        assertThat(bench.run("kubectl logs two -c side --all-containers").err())
                .isEqualTo("error: --all-containers=true should not be specified with container name side\n");
        assertThat(bench.run("kubectl logs").err()).endsWith("POD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples\n");
    }

    @Test
    void aFollowedLogEndsWithCtrlC() {
        Bench.Running follow = bench.start("kubectl logs -f two -c side --tail=0").go(bench.cluster.now() + 12_000);
        assertThat(follow.result().out()).startsWith("tick\ntick\n");
        follow.interrupt();
        assertThat(follow.result().exit()).isEqualTo(1);
    }

    @Test
    void tooManyLogsAreNotFollowedAtOnce() {
        bench.run("kubectl scale deployment nginx --replicas=6");
        bench.pass(20);
        assertThat(bench.run("kubectl logs -f -l app=nginx").err())
                .isEqualTo("error: you are attempting to follow 6 log streams, but maximum allowed concurrency is 5, use --max-log-requests to increase the limit\n");
    }
}
