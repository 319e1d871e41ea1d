package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.store.Body;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person at the page's terminal who types to a program in a container. */
class InteractiveCommandTest {
    private final Rehearsal rehearsal = new Rehearsal(Exercises.read(Path.of("exercises")), "deployment-rollout", 1);
    private final Session session = rehearsal.session();
    private long wall = 1_000;
    private long position;

    @BeforeEach
    void web() {
        rehearsal.run("kubectl run web --image=nginx:1.27");
        session.tick(wall);
        seconds(20);
        position = session.position();
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            session.tick(wall += 1_000);
        }
    }

    /** What the screen has shown since the last look. */
    private String shown() {
        String text = session.entries(position, Integer.MAX_VALUE).stream()
                .map(entry -> entry.body() instanceof Body.Output output ? output.text() : "")
                .collect(Collectors.joining());
        position = session.position();
        return text;
    }

    @Test
    void aShellInAContainerIsTypedTo() {
        session.command("kubectl exec -it web -- bash");
        assertThat(shown()).isEqualTo("root@web:/# ");
        session.type("hostname\n");
        assertThat(shown()).isEqualTo("web\nroot@web:/# ");
        session.type("sleep 1000\n");
        session.interrupt();
        assertThat(shown()).isEqualTo("root@web:/# ");
        session.endInput();
        assertThat(shown()).isEqualTo("exit\ncommand terminated with exit code 130\n");
        assertThat(session.busy()).isFalse();
    }

    @Test
    void aNewPodIsTypedToAndTidiedUp() {
        session.command("kubectl run -it --rm debug --image=busybox --restart=Never -- sh");
        seconds(20);
        assertThat(shown()).isEqualTo("If you don't see a command prompt, try pressing enter.\n/ # ");
        session.type("echo hello\n");
        assertThat(shown()).isEqualTo("hello\n/ # ");
        session.endInput();
        seconds(5);
        assertThat(shown()).isEqualTo("pod \"debug\" deleted from default namespace\n");
        assertThat(session.busy()).isFalse();
    }

    @Test
    void ctrlDEndsTheInputOfWhoeverReads() {
        session.command("cat; echo between; cat");
        session.type("one\n");
        session.endInput();
        session.type("two\n");
        session.endInput();
        assertThat(shown()).isEqualTo("one\nbetween\ntwo\n");
        assertThat(session.busy()).isFalse();
    }

    @Test
    void aBackgroundJobGoesOnWhileThePersonThinks() {
        session.command("sleep 5 && echo slept &");
        assertThat(shown()).isEqualTo("[1] 3001\n");
        assertThat(session.busy()).isFalse();
        seconds(10);
        assertThat(shown()).isEqualTo("slept\n");
        session.command("kubectl port-forward web 8080:80 &");
        seconds(1);
        session.command("curl -s localhost:8080 | grep -c nginx");
        seconds(2);
        assertThat(shown()).contains("Forwarding from 127.0.0.1:8080 -> 80\n").contains("Handling connection for 8080\n").contains("2\n");
    }

    @Test
    void withoutAPersonThereIsNobodyToType() {
        Ran ran = rehearsal.run("kubectl run -it --rm debug --image=busybox --restart=Never -- echo hello");
        assertThat(ran.stdout()).isEqualTo("hello\npod \"debug\" deleted from default namespace\n");
        assertThat(ran.exitCode()).isZero();
    }
}
