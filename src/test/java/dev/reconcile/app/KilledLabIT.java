package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever was acknowledged is there after a kill -9, at whatever moment it comes. */
@Timeout(300)
class KilledLabIT {
    @Test
    void a_learner_goes_on_after_a_kill_with_the_whole_history() {
        RunningLab first = RunningLab.fresh();
        Learner learner = Learner.comesTo(first.address(), "민지");
        learner.runs(first.address(), "kubectl create deployment nginx --image=nginx:1.20 --replicas=3");
        learner.runs(first.address(), "kubectl rollout status deployment/nginx");
        String pods = learner.runs(first.address(), "kubectl get pods -o name");
        String log = learner.log(first.address());
        first.kill();

        try (RunningLab second = RunningLab.on(first.data())) {
            assertThat(learner.log(second.address())).isEqualTo(log);
            assertThat(learner.runs(second.address(), "kubectl get pods -o name")).isEqualTo(pods).isNotEmpty();
            assertThat(learner.runs(second.address(), "kubectl scale deployment nginx --replicas=4")).isEqualTo("deployment.apps/nginx scaled\n");
        }
        first.forget();
    }

    @Test
    void what_a_person_has_done_in_two_sessions_is_known_after_a_kill() {
        RunningLab first = RunningLab.fresh();
        Learner learner = Learner.comesTo(first.address(), "민지");
        learner.asksForAHint(first.address(), "created");
        Learner again = learner.comesAgain(first.address(), "민지");
        again.runs(first.address(), "kubectl create deployment nginx --image=nginx:1.20 --replicas=3; kubectl rollout status deployment/nginx");
        String practice = again.practice(first.address(), "deployment-rollout");
        assertThat(practice).contains("\"begun\":2").contains("\"hints\":1").contains("\"created\":\"20");
        first.kill();

        try (RunningLab second = RunningLab.on(first.data())) {
            assertThat(learner.practice(second.address(), "deployment-rollout")).isEqualTo(practice);
            again.runs(second.address(), "kubectl get deployments,rs,pods");
            assertThat(learner.practice(second.address(), "deployment-rollout")).contains("\"begun\":2").contains("\"looked\":\"20");
        }
        first.forget();
    }

    @Test
    void every_command_that_was_answered_before_a_kill_is_in_the_log_after_it() throws Exception {
        RunningLab lab = RunningLab.fresh();
        Learner learner = Learner.comesTo(lab.address(), "Ada");
        for (int round = 1; round <= 2; round++) {
            int answered = commandsAnsweredUntilKilled(lab, learner, round);
            lab = RunningLab.on(lab.data());
            String log = learner.log(lab.address());
            for (int number = 1; number <= answered; number++) {
                assertThat(log).contains("command-" + round + "-" + number + "-end");
            }
            assertThat(answered).isPositive();
        }
        lab.close();
        lab.forget();
    }

    private static int commandsAnsweredUntilKilled(RunningLab lab, Learner learner, int round) throws InterruptedException {
        AtomicInteger answered = new AtomicInteger();
        URI address = lab.address();
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> typing = thread.submit(() -> {
                for (int number = 1; ; number++) {
                    learner.runs(address, "echo command-" + round + "-" + number + "-end");
                    answered.set(number);
                }
            });
            while (answered.get() < 5) {
                Thread.onSpinWait();
            }
            lab.kill();
            try {
                typing.get();
            } catch (ExecutionException connectionLost) {
                return answered.get();
            }
        }
        throw new AssertionError("a killed lab does not answer");
    }

    @Test
    void the_data_directory_is_let_go_by_a_killed_lab() {
        RunningLab killed = RunningLab.fresh();
        Path data = killed.data();
        killed.kill();
        RunningLab.on(data).close();
        killed.forget();
    }
}
