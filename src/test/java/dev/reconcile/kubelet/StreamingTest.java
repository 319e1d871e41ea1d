package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.World;
import dev.reconcile.store.Body;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StreamingTest {
    private final Lab lab = Lab.standard();
    private final Pipe in = Pipe.unbounded();
    private final Pipe out = Pipe.unbounded();
    private final Pipe err = Pipe.unbounded();
    private Conversation conversation;
    private int exit = -1;

    private StreamReply connect(String pod, String subresource, Object... options) {
        World world = new World() {
            @Override
            public long nowMillis() {
                return lab.cluster().now();
            }

            @Override
            public Optional<Terminal> terminal() {
                return Optional.empty();
            }
        };
        Request request = new Request(Caller.learner(0), Verb.GET, "pods", "default", pod, subresource, null, null, Options.of(options));
        StreamReply connection = lab.cluster().connect(request, new Stdio(in, out, err), world);
        if (connection instanceof StreamReply.Open open) {
            conversation = open.conversation();
        }
        return connection;
    }

    private String refusal(String pod, String subresource, Object... options) {
        return ((StreamReply.Refused) connect(pod, subresource, options)).status().message();
    }

    /** Gives the conversation its turns until it ends or so much time has passed. */
    private StreamingTest go(String span) {
        long until = lab.cluster().now() + Spans.millis(span).orElseThrow();
        while (exit < 0) {
            Progress progress = ((Process) conversation).advance();
            if (progress instanceof Progress.Exited exited) {
                exit = exited.code();
            } else if (progress instanceof Progress.Waiting wait) {
                if (wait.forInput() && in.ready()) {
                    continue;
                }
                if (lab.cluster().now() >= until) {
                    return this;
                }
                OptionalLong due = lab.cluster().nextDue();
                lab.cluster().runUntil(Math.min(until, Math.min(wait.untilMillis().orElse(until), due.orElse(until))));
            }
        }
        return this;
    }

    @Test
    void aCommandRunsInTheContainerWithItsFilesEnvironmentAndName() {
        lab.pod("web", "nginx:1.27", "env: [{name: COLOUR, value: blue}]").after("10s");
        connect("web", "exec", "command", List.of("sh", "-c", "echo $COLOUR; hostname; cat /etc/nginx/nginx.conf | head -1; echo oops >&2; exit 3"),
                "stdout", true, "stderr", true);
        go("1s");
        assertThat(out.text()).isEqualTo("blue\nweb\nuser  nginx;\n");
        assertThat(err.text()).isEqualTo("oops\n");
        assertThat(exit).isEqualTo(3);
        assertThat(conversation.failure()).isEmpty();
    }

    @Test
    void aCommandReadsWhatIsTypedAndWaitsInVirtualTime() {
        lab.pod("box", "busybox", "command: [sleep, '3600']").after("10s");
        connect("box", "exec", "command", List.of("sh", "-c", "read a; sleep 5; echo got $a"), "stdin", true, "stdout", true);
        go("1s");
        in.write("hello\n");
        long before = lab.cluster().now();
        go("10s");
        assertThat(out.text()).isEqualTo("got hello\n");
        assertThat(lab.cluster().now() - before).isEqualTo(5_000);
    }

    @Test
    void aCommandThatIsNotThereFailsInTheRuntimesWords() {
        lab.pod("box", "busybox", "command: [sleep, '3600']").after("10s");
        connect("box", "exec", "command", List.of("nosuch"), "stdout", true);
        go("1s");
        assertThat(conversation.failure().orElseThrow().message())
                .startsWith("Internal error occurred: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec \"")
                .endsWith("\": OCI runtime exec failed: exec failed: unable to start container process: exec: \"nosuch\": executable file not found in $PATH: unknown");
    }

    @Test
    void whatIsNotThereIsRefusedInKubernetesWords() {
        lab.pod("web", "nginx:1.27", "env: []").pod("lost", "nginx:nosuch", "env: []").after("10s");
        assertThat(refusal("nosuch", "exec", "command", List.of("ls"))).isEqualTo("pods \"nosuch\" not found");
        assertThat(refusal("web", "exec", "container", "side", "command", List.of("ls"))).isEqualTo("container side is not valid for pod web");
        connect("lost", "exec", "command", List.of("ls"));
        assertThat(conversation.failure().orElseThrow().message())
                .isEqualTo("Internal error occurred: unable to upgrade connection: container not found (\"main\")");
        assertThat(refusal("lost", "log", "follow", true)).isEqualTo("container \"main\" in pod \"lost\" is waiting to start: trying and failing to pull image");
        assertThat(refusal("web", "proxy2")).isEqualTo("the server could not find the requested resource");
    }

    @Test
    void aPodWithoutNodeHasNoHost() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: waits}
                spec:
                  nodeSelector: {disk: none}
                  containers: [{name: main, image: nginx}]
                """).after("5s");
        assertThat(refusal("waits", "exec", "command", List.of("ls"))).isEqualTo("pod waits does not have a host assigned");
        assertThat(refusal("waits", "portforward", "ports", 80)).isEqualTo("pod waits does not have a host assigned");
    }

    @Test
    void whoIsAttachedTypesToTheFirstProcessAndSeesItsOutput() {
        lab.pod("shell", "busybox", "stdin: true\nstdinOnce: true").after("10s");
        connect("shell", "attach", "stdin", true, "stdout", true, "stderr", true);
        in.write("echo hi $((1+1))\n");
        go("1s");
        assertThat(out.text()).isEqualTo("hi 2\n");
        assertThat(lab.log("shell")).isEqualTo("hi 2\n");
        in.closeWriter();
        go("5s");
        assertThat(exit).isZero();
        assertThat(lab.after("1s").state("shell")).isEqualTo("terminated Completed 0");
    }

    @Test
    void aShellAtATerminalShowsItsPromptAndOutlivesMistakes() {
        lab.pod("box", "busybox", "command: [sleep, '3600']").after("10s");
        connect("box", "exec", "command", List.of("sh"), "stdin", true, "stdout", true, "tty", true);
        in.write("cd /tmp\nnosuch\nif true\nthen echo yes; fi\n");
        go("1s");
        assertThat(out.text()).isEqualTo("/ # /tmp # sh: nosuch: not found\n/tmp # > yes\n/tmp # ");
        in.endOnce();
        go("1s");
        assertThat(exit).isEqualTo(0);
    }

    @Test
    void theEndOfInputAtATerminalConcernsOnlyWhoReads() {
        lab.pod("web", "nginx", "env: []").after("15s");
        connect("web", "exec", "command", List.of("bash"), "stdin", true, "stdout", true, "tty", true);
        in.write("cat\n");
        go("1s");
        in.endOnce();
        go("1s");
        in.write("echo still here\nexit 4\n");
        go("1s");
        assertThat(out.text()).isEqualTo("root@web:/# root@web:/# still here\nroot@web:/# exit\n");
        assertThat(exit).isEqualTo(4);
    }

    @Test
    void whoGoesLeavesTheContainerRunning() {
        lab.pod("shell", "busybox", "stdin: true\ntty: true").after("10s");
        connect("shell", "attach", "stdin", true, "stdout", true, "tty", true);
        go("1s");
        conversation.signal(Signal.HUP);
        go("1s");
        assertThat(exit).isZero();
        assertThat(lab.after("5s").state("shell")).isEqualTo("running");
    }

    @Test
    void ctrlCInATerminalReachesTheProcessAndNotTheShellThatStartedIt() {
        lab.pod("shell", "busybox", "stdin: true\ntty: true").after("10s");
        connect("shell", "attach", "stdin", true, "stdout", true, "tty", true);
        in.write("sleep 1000; echo no\n");
        go("1s");
        conversation.signal(Signal.INT);
        in.write("echo yes\n");
        go("1s");
        assertThat(out.text()).contains("yes\n").doesNotContain("no\n");
        assertThat(exit).isEqualTo(-1);
    }

    @Test
    void aCommandEndsWithItsContainer() {
        lab.pod("box", "busybox", "command: [sleep, '20']").after("10s");
        connect("box", "exec", "command", List.of("sleep", "1000"), "stdout", true);
        go("60s");
        assertThat(exit).isEqualTo(137);
    }

    @Test
    void aFollowedLogComesLineByLineUntilTheContainerEnds() {
        lab.pod("count", "busybox", "command: [sh, -c, 'for i in 1 2 3; do echo $i; sleep 5; done']").after("8s");
        connect("count", "log", "follow", true, "tailLines", 1);
        go("1s");
        String first = out.text();
        go("60s");
        assertThat(first.lines().count()).isLessThanOrEqualTo(1);
        assertThat(out.text()).endsWith("2\n3\n");
        assertThat(exit).isZero();
    }

    @Test
    void aForwardedPortSpeaksHttp() {
        lab.pod("web", "nginx:1.27", "env: []").after("10s");
        connect("web", "portforward", "ports", "80");
        in.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        go("1s");
        assertThat(out.text()).startsWith("HTTP/1.1 200 OK\r\n").contains("<title>Welcome to nginx!</title>");
        exit = -1;
        connect("web", "portforward", "ports", "81");
        go("1s");
        assertThat(err.text()).contains("dial tcp4 127.0.0.1:81: connect: connection refused");
    }

    @Test
    void aPersonsRequestStandsInTheLog() {
        lab.pod("web", "nginx:1.27", "env: []").after("10s");
        connect("web", "exec", "command", List.of("true"));
        assertThat(lab.cluster().log().since(0).stream().map(entry -> entry.body()).filter(Body.Read.class::isInstance))
                .contains(new Body.Read("get", "pods/exec", "default", "web"));
    }

    @Test
    void theInputOfAnAttachedContainerSurvivesSaving() {
        lab.pod("shell", "busybox", "stdin: true").after("10s");
        Lab again = lab.reloaded();
        assertThat(again.after("5s").state("shell")).isEqualTo("running");
    }

    @Test
    void killingTheFirstProcessRestartsTheContainer() {
        lab.pod("web", "nginx:1.27", "env: []").after("10s");
        connect("web", "exec", "command", List.of("sh", "-c", "kill 1"), "stdout", true, "stderr", true);
        go("5s");
        assertThat(lab.after("10s").container("web").number(0, "restartCount")).isEqualTo(1);
    }

    @Test
    void psShowsTheFirstProcess() {
        lab.pod("box", "busybox", "command: [sleep, '3600']").after("10s");
        connect("box", "exec", "command", List.of("ps"), "stdout", true);
        go("1s");
        assertThat(out.text()).isEqualTo("PID   USER     TIME  COMMAND\n    1 root      0:00 sleep 3600\n   12 root      0:00 ps\n");
    }

    @Test
    void aFirstProcessWithoutHandlerSurvivesItsOwnContainersKill() {
        lab.pod("box", "busybox", "command: [sleep, '3600']").after("10s");
        connect("box", "exec", "command", List.of("kill", "1"), "stdout", true, "stderr", true);
        go("5s");
        assertThat(exit).isZero();
        assertThat(lab.after("10s").state("box")).isEqualTo("running");
    }
}
