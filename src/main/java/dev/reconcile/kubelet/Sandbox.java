package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the container runtime and the kubelet know of one pod: its network, its containers, pulls and back-offs. All of it can be saved. */
final class Sandbox {
    /**
     * An image that one of the pod's containers waits for.
     *
     * @param refusal why the registry will not give it; empty if it will
     */
    record Waiting(String container, String image, long askedAt, long startedAt, long doneAt, String refusal) {
        Json save() {
            return Json.of("container", container, "image", image, "askedAt", askedAt, "startedAt", startedAt, "doneAt", doneAt, "refusal", refusal);
        }

        static Waiting restore(Json saved) {
            return new Waiting(saved.text("container"), saved.text("image"), saved.number(0, "askedAt"), saved.number(0, "startedAt"),
                    saved.number(0, "doneAt"), saved.textOrEmpty("refusal"));
        }
    }

    /** A failed pull and how long no other is tried. */
    record Failure(String message, long at, BackOff backOff) {
        long until() {
            return backOff.until(at);
        }
    }

    /**
     * The kubelet has found nothing to do for the pod as it was then, and will not before that instant unless a container changes. Nothing of it is
     * saved: whoever looks again finds nothing again.
     *
     * @param running how many containers ran
     */
    private record Rest(KubeObject pod, long until, long running) {}

    private static final int UNKNOWN_EXIT = 255;

    private String uid;
    private final String path;
    private final boolean hostNetwork;
    private final HostFiles hostFiles;
    private final Site site;
    private final PodVolumes volumes = new PodVolumes();
    private final Map<String, Container> containers = new LinkedHashMap<>();
    private final Map<String, Container> previous = new LinkedHashMap<>();
    private final Map<String, BackOff> restarts = new TreeMap<>();
    private final Map<String, Failure> failures = new TreeMap<>();
    private final Map<String, String> problems = new TreeMap<>();
    private Waiting waiting;
    private String failedFor = "";
    private boolean lost;
    private Rest rest;

    Sandbox(String uid, String path, String ip, boolean hostNetwork, HostFiles hostFiles, Runtime runtime) {
        this(uid, path, ip, hostNetwork, hostFiles, runtime, new ReportBudget(0));
    }

    private Sandbox(String uid, String path, String ip, boolean hostNetwork, HostFiles hostFiles, Runtime runtime, ReportBudget budget) {
        this.uid = uid;
        this.path = path;
        this.hostNetwork = hostNetwork;
        this.hostFiles = hostFiles;
        this.site = new Site(runtime.clock(), ip, new Sockets(), budget, runtime.networkOf(path, ip), this::container,
                hostFiles, volumes);
    }

    String uid() {
        return uid;
    }

    /** The API shows the pod as another object from now on. */
    void mirror(String otherUid) {
        uid = otherUid;
    }

    String path() {
        return path;
    }

    String ip() {
        return site.ip();
    }

    boolean hostNetwork() {
        return hostNetwork;
    }

    PodVolumes volumes() {
        return volumes;
    }

    HostFiles hostFiles() {
        return hostFiles;
    }

    Site site() {
        return site;
    }

    void rest(KubeObject pod, long until) {
        rest = new Rest(pod, until, running());
    }

    /** Something outside of the pod has changed that the kubelet has to look at. */
    void disturb() {
        rest = null;
    }

    /** Until when the kubelet need not look, if nothing happens in a container. */
    long restsUntil() {
        return rest.until();
    }

    /** Lets everything happen that is due by now. True if processes have gone on in a pod that rests, and that was all. */
    boolean goesOnAtRest(KubeObject pod, long now) {
        boolean resting = rest != null && rest.pod() == pod && now < rest.until() && containers.values().stream().allMatch(Sandbox::onlyProcessesMove);
        catchUp(now);
        return resting && rest.running() == running();
    }

    private long running() {
        return containers.values().stream().filter(Container::isRunning).count();
    }

    private static boolean onlyProcessesMove(Container container) {
        boolean steady = container.isRunning() && !container.isStopping() && container.isPosted() && container.killAt() == Task.NEVER
                && container.hooks().wakeAt() == Task.NEVER && container.probes().wakeAt() == Task.NEVER && container.probes().findings().isEmpty();
        return steady || container.isExited();
    }

    /** Lets everything happen that is due by now. */
    void catchUp(long now) {
        boolean stirred = false;
        for (Container container : containers.values()) {
            stirred |= container.catchUp(now);
        }
        for (Container container : containers.values()) {
            container.probes().catchUp(now, stirred);
        }
    }

    long wakeAt() {
        return containers.values().stream().mapToLong(Container::wakeAt).min().orElse(Task.NEVER);
    }

    // containers

    Optional<Container> container(String name) {
        return Optional.ofNullable(containers.get(name));
    }

    /** The instance before the current one. */
    Optional<Container> previous(String name) {
        return Optional.ofNullable(previous.get(name));
    }

    Collection<Container> containers() {
        return containers.values();
    }

    void add(Container container) {
        Container old = containers.put(container.name(), container);
        if (old != null) {
            previous.put(container.name(), old);
        }
        problems.remove(container.name());
    }

    boolean anyAlive() {
        return containers.values().stream().anyMatch(container -> !container.isExited());
    }

    /**
     * The machine loses power. Nobody sees how the containers end, so containerd says later that it does not know ({@code unknownExitCode}); the
     * kubelet's back-offs are in its memory.
     */
    void lose(long now) {
        lost |= anyAlive();
        for (Container container : containers.values()) {
            container.crash(UNKNOWN_EXIT, "Unknown", now);
            container.stop(0, now);
        }
        restarts.clear();
        failures.clear();
    }

    /** Whether its containers were lost with the machine's power and nobody has said so. */
    boolean isLost() {
        return lost;
    }

    void found() {
        lost = false;
    }

    // waiting for images

    /** The pull that a container of the pod waits for; null for none. */
    Waiting waiting() {
        return waiting;
    }

    void await(Waiting pull) {
        waiting = pull;
    }

    void pulled(String image) {
        failures.remove(image);
        waiting = null;
    }

    void pullFailed(String image, String message, long now) {
        Failure before = failures.get(image);
        failures.put(image, new Failure(message, now, BackOff.next(before == null ? null : before.backOff(), now, now)));
        waiting = null;
    }

    Optional<Failure> failure(String image) {
        return Optional.ofNullable(failures.get(image));
    }

    // restarting

    Optional<BackOff> restartBackOff(String container) {
        return Optional.ofNullable(restarts.get(container));
    }

    void restarted(String container, long failedAt, long now) {
        restarts.put(container, BackOff.next(restarts.get(container), failedAt, now));
    }

    /** Why a container cannot be made from its specification; empty if nothing is known against it. */
    String problem(String container) {
        return problems.getOrDefault(container, "");
    }

    void cannotCreate(String container, String problem) {
        problems.put(container, problem);
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** The reason for which the kubelet ended the whole pod; empty if it did not. */
    String failedFor() {
        return failedFor;
    }

    void fail(String reason) {
        failedFor = reason;
    }

    // saving

    Json save(View view) {
        List<Json> restarting = new ArrayList<>();
        restarts.forEach((name, backOff) -> restarting.add(Json.of("container", name, "backOff", backOff.save())));
        List<Json> failing = new ArrayList<>();
        failures.forEach((image, f) -> failing.add(Json.of("image", image, "message", f.message(), "at", f.at(), "backOff", f.backOff().save())));
        return Json.of("uid", uid, "path", path, "ip", ip(), "hostNetwork", hostNetwork, "hostFiles", hostFiles.save(), "volumes", volumes.save(pod(view, path, uid), view), "sockets", site.sockets().save(),
                "containers", containers.values().stream().map(Container::save).toList(),
                "previous", previous.values().stream().map(Container::save).toList(),
                "restarts", restarting, "failures", failing, "problems", problems,
                "waiting", waiting == null ? null : waiting.save(), "failedFor", failedFor, "lost", lost ? true : null,
                "budget", site.budget().spentUntil());
    }

    private static Optional<KubeObject> pod(View view, String path, String uid) {
        return view.get(ObjectKey.of("pods", path)).filter(pod -> pod.uid().equals(uid));
    }

    static Sandbox restore(Json saved, Runtime runtime) {
        Sandbox box = new Sandbox(saved.text("uid"), saved.text("path"), saved.text("ip"), saved.isTrue("hostNetwork"),
                HostFiles.restore(saved.object("hostFiles")), runtime,
                new ReportBudget(saved.number(0, "budget")));
        box.volumes.restore(saved.object("volumes"), pod(runtime.view(), box.path, box.uid), runtime, box.ip());
        box.site.sockets().restore(saved.object("sockets"));
        saved.objects("containers").forEach(c -> box.keep(box.containers, Container.restore(c, runtime.images(), box.site)));
        saved.objects("previous").forEach(c -> box.keep(box.previous, Container.restore(c, runtime.images(), box.site)));
        saved.objects("restarts").forEach(r -> box.restarts.put(r.text("container"), BackOff.restore(r.object("backOff"))));
        saved.objects("failures").forEach(f -> box.failures.put(f.text("image"),
                new Failure(f.text("message"), f.number(0, "at"), BackOff.restore(f.object("backOff")))));
        box.problems.putAll(saved.textMap("problems"));
        box.waiting = saved.has("waiting") ? Waiting.restore(saved.object("waiting")) : null;
        box.failedFor = saved.textOrEmpty("failedFor");
        box.lost = saved.isTrue("lost");
        return box;
    }

    private void keep(Map<String, Container> where, Container container) {
        where.put(container.name(), container);
    }
}
