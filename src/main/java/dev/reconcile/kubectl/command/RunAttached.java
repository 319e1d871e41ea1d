package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Attaching;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.PodContainers;
import dev.reconcile.kubectl.call.Resources;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.List;
import java.util.function.Predicate;

/** The rest of {@code kubectl run} with {@code --attach} or {@code -i}: wait, attach, wait for the end, and with {@code --rm} tidy up. */
final class RunAttached {
    private final Call call;
    private final Values flags;
    private final List<KubeObject> created;
    private final KubeObject pod;
    private boolean tidy;

    RunAttached(Call call, List<KubeObject> created) {
        this.call = call;
        this.flags = call.flags();
        this.created = created;
        this.pod = created.getFirst();
    }

    Step start() throws CommandFailure {
        return await(running -> Pods.isFinished(running) || Pods.phase(running).equals("Running") && Pods.isReady(running), this::attach);
    }

    /** What comes after a state of the pod. */
    private interface Then {
        Step with(KubeObject pod) throws CommandFailure;
    }

    private Step await(Predicate<KubeObject> state, Then then) throws CommandFailure {
        return await(state, call.now() + flags.millis("pod-running-timeout"), then);
    }

    private Step await(Predicate<KubeObject> state, long until, Then then) throws CommandFailure {
        Kind kind = call.kind("pods");
        KubeObject now = Existence.of(call, kind, pod.namespace(), pod.name()).filter(found -> found.uid().equals(pod.uid())).orElse(null);
        if (now == null) {
            return tidied(CommandFailure.server(Status.notFound("pods", "")));
        }
        if (state.test(now)) {
            return guarded(() -> then.with(now));
        }
        if (call.now() >= until) {
            return tidied(CommandFailure.error("timed out waiting for the condition"));
        }
        return Step.changeUntil(until, () -> await(state, until, then));
    }

    private Step attach(KubeObject running) throws CommandFailure {
        print(running);
        if (Pods.isFinished(running)) {
            return over();
        }
        Attaching attaching = new Attaching("kubectl attach", "", flags.is("stdin"), flags.is("tty"), flags.is("quiet"));
        Step.Talk talk = (Step.Talk) attaching.run(call, running, code -> over());
        return new Step.Talk(talk.with(), talk.keys(), code -> guarded(() -> talk.next().run(code)));
    }

    /** What the container has written so far; whoever attaches sees only what comes. */
    private void print(KubeObject running) throws CommandFailure {
        String container = PodContainers.preset(running, true, call.err()).text("name");
        Request request = new Request(call.caller(), Verb.GET, "pods", running.namespace(), running.name(), "log", null, null, Options.of("container", container));
        if (call.send(request) instanceof Reply.Text text) {
            call.out().write(text.text());
        }
    }

    /** Upstream waits for the exit code only where the container is not started again. */
    private Step over() throws CommandFailure {
        String restart = pod.spec().textOrEmpty("restartPolicy");
        if (flags.is("leave-stdin-open") || restart.equals("Always")) {
            return tidied(null);
        }
        boolean onlySuccess = restart.equals("OnFailure");
        return await(now -> onlySuccess ? Pods.phase(now).equals("Succeeded") : Pods.isFinished(now), this::ended);
    }

    private Step ended(KubeObject now) throws CommandFailure {
        if (Pods.phase(now).equals("Succeeded")) {
            return tidied(null);
        }
        Json terminated = now.status().objects("containerStatuses").stream().findFirst().map(status -> status.object("state", "terminated")).orElse(Json.EMPTY);
        int code = (int) terminated.number(0, "exitCode");
        if (code == 0) {
            return tidied(CommandFailure.error("pod %s/%s failed with unknown exit code".formatted(now.namespace(), now.name())));
        }
        String text = "pod %s/%s terminated (%s)\n%s".formatted(now.namespace(), now.name(), terminated.textOrEmpty("reason"), terminated.textOrEmpty("message"));
        return tidied(CommandFailure.exit(code, text.stripTrailing()));
    }

    private Step guarded(Step.Continuation work) throws CommandFailure {
        try {
            return work.run();
        } catch (CommandFailure failure) {
            return tidied(failure);
        }
    }

    /** The end, successful without a failure; with {@code --rm} what was created goes first. */
    private Step tidied(CommandFailure failure) throws CommandFailure {
        if (flags.is("rm") && !tidy) {
            tidy = true;
            for (KubeObject object : created) {
                remove(object);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Step.OK;
    }

    private void remove(KubeObject object) throws CommandFailure {
        Kind kind = call.kind(object.kind().equals("Pod") ? "pods" : "services");
        long grace = flags.is("force") ? 0 : flags.number("grace-period");
        Options options = Options.of("propagationPolicy", Delete.policy(call), "gracePeriodSeconds", grace < 0 ? null : grace);
        try {
            call.delete(kind, object.namespace(), object.name(), options);
        } catch (CommandFailure failure) {
            if (!failure.isNotFound()) {
                throw failure;
            }
            return;
        }
        if (!flags.is("quiet")) {
            call.out().line("%s \"%s\" %s from %s namespace".formatted(Resources.singular(kind), object.name(),
                    flags.is("force") ? "force deleted" : "deleted", object.namespace()));
        }
    }
}
