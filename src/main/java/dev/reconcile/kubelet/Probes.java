package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The probes of one running container and what they have found. */
final class Probes {
    private final Container container;
    private final Map<ProbeKind, Probe> probes = new EnumMap<>(ProbeKind.class);
    private final List<String> findings = new ArrayList<>();

    Probes(Container container) {
        this.container = container;
    }

    /** The container's process has started. */
    void begin(long now) {
        for (ProbeKind kind : ProbeKind.ALL) {
            Json spec = container.origin().spec().object(kind.field());
            if (!spec.isEmpty()) {
                probes.put(kind, new Probe(kind, spec, now));
            }
        }
    }

    /**
     * Asks what has to be asked by now.
     *
     * @param stirred whether something has happened in the pod since the last time
     */
    void catchUp(long now, boolean stirred) {
        if (!container.isRunning() || container.isStopping() || !container.isPosted()) {
            return;
        }
        for (Probe probe : probes.values()) {
            if (stirred) {
                probe.stir(now);
            }
            if (applies(probe) && probe.due(now)) {
                ask(probe, now);
            }
        }
    }

    /** The startup probe goes first and alone. */
    private boolean applies(Probe probe) {
        return (probe.kind() == ProbeKind.STARTUP) != isStarted();
    }

    private void ask(Probe probe, long now) {
        if (!probe.spec().has("exec")) {
            count(probe, container.answer(probe.spec()), !container.answersChangeByThemselves(), now);
            return;
        }
        List<String> command = probe.spec().texts("exec", "command");
        if (probe.command() == null) {
            probe.await(Exec.start(command, container, now), now);
        }
        Exec exec = probe.command();
        exec.task().catchUp(now);
        if (exec.task().ended()) {
            count(probe, exec.task().exitCode() == 0 ? Optional.empty() : Optional.of(exec.output().stripTrailing()), false, now);
        } else if (probe.timedOut(now)) {
            String timeout = Spans.text(probe.timeoutMillis());
            count(probe, Optional.of("command timed out: \"%s\" timed out after %s".formatted(String.join(" ", command), timeout)), false, now);
        }
    }

    private void count(Probe probe, Optional<String> problem, boolean mayRest, long now) {
        if (problem.isPresent() && container.mayReport(now)) {
            findings.add(probe.kind().word() + " probe failed: " + problem.get());
        }
        probe.answer(problem.isEmpty(), mayRest, now);
    }

    /** Whether the startup probe, if there is one, has passed. */
    boolean isStarted() {
        Probe startup = probes.get(ProbeKind.STARTUP);
        return startup == null || Boolean.TRUE.equals(startup.verdict());
    }

    boolean isReady() {
        Probe readiness = probes.get(ProbeKind.READINESS);
        return isStarted() && (readiness == null || Boolean.TRUE.equals(readiness.verdict()));
    }

    /** The probe because of which the container has to be restarted. */
    Optional<Probe> fatal() {
        return probes.values().stream()
                .filter(probe -> probe.kind() != ProbeKind.READINESS && Boolean.FALSE.equals(probe.verdict()))
                .findFirst();
    }

    /** What was found wrong and not yet reported, as events say it. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    void reported() {
        findings.clear();
    }

    long wakeAt() {
        return container.isStopping()
                ? Task.NEVER
                : probes.values().stream().filter(this::applies).mapToLong(Probe::wakeAt).min().orElse(Task.NEVER);
    }

    Json save() {
        Json saved = Json.of("findings", findings.isEmpty() ? null : findings);
        for (Probe probe : probes.values()) {
            saved = saved.with(probe.kind().field(), probe.save());
        }
        return saved;
    }

    void take(Json saved) {
        findings.addAll(saved.texts("findings"));
        for (ProbeKind kind : ProbeKind.ALL) {
            if (saved.has(kind.field())) {
                Json state = saved.object(kind.field());
                Exec command = state.has("command") ? Exec.restore(state.object("command"), container) : null;
                probes.put(kind, Probe.restore(kind, container.origin().spec().object(kind.field()), state, command));
            }
        }
    }
}
