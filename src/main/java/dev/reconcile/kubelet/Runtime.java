package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Connection;
import dev.reconcile.shell.FileLimits;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Network;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;
import dev.reconcile.store.Saveable;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The container runtime of one node: everything about pods that is not in API objects. It is what a kubelet asks over CRI, and what is saved with
 * a cluster.
 */
public final class Runtime implements Saveable {
    private final String node;
    private final Images images;
    private final View view;
    private final LongSupplier now;
    private final Networks networks;
    private final Disks disks;
    private final Outages outages;
    private final NodeImages held;
    private final Map<String, Sandbox> byPath = new TreeMap<>();
    private final TreeSet<Integer> addresses = new TreeSet<>();
    private Files host;
    private int lastAddress;
    private NodeState state = new NodeState();

    public Runtime(String node, Images images, View view, Networks networks, Disks disks, Outages outages) {
        this.node = node;
        this.images = images;
        this.view = view;
        this.now = view::now;
        this.networks = networks;
        this.disks = disks;
        this.outages = outages;
        this.held = new NodeImages(node);
    }

    @Override
    public String name() {
        return "runtime/" + node;
    }

    /** The node's name. */
    public String node() {
        return node;
    }

    View view() {
        return view;
    }

    /** The node's own files, as far as pods mount them. */
    Files host() {
        if (host == null) {
            host = Files.create(now, FileLimits.NODE);
        }
        return host;
    }

    /** @param key see {@link Disks#key} */
    Files disk(String key) {
        return disks.of(key);
    }

    LongSupplier clock() {
        return now;
    }

    Network networkOf(String path, String ip) {
        return networks.of(node, path, ip);
    }

    Images images() {
        return images;
    }

    NodeImages held() {
        return held;
    }

    /** Whether an image is on the node, pulled or there from the beginning. */
    boolean holds(ImageName name, long at) {
        return held.holds(name.toString(), at) || images.find(name).filter(Image::preloaded).isPresent();
    }

    Optional<Sandbox> sandbox(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** How many pods there are on the node. */
    int count() {
        return byPath.size();
    }

    Iterable<Sandbox> sandboxes() {
        return byPath.values();
    }

    /** The next free address of the node's pod network; like CNI's host-local plugin it does not reuse one at once. */
    String nextAddress(String cidr) {
        int first = Addresses.first(cidr);
        int count = Addresses.count(cidr);
        int last = Math.max(lastAddress, first - 1);
        for (int i = 1; i <= count; i++) {
            int candidate = first + (last - first + i) % count;
            if (!addresses.contains(candidate)) {
                return Addresses.text(cidr, candidate);
            }
        }
        throw new IllegalStateException(node + " has no address left for a pod");
    }

    void add(Sandbox sandbox) {
        byPath.put(sandbox.path(), sandbox);
        if (!sandbox.hostNetwork()) {
            lastAddress = Addresses.number(sandbox.ip());
            addresses.add(lastAddress);
        }
    }

    void remove(Sandbox sandbox) {
        byPath.remove(sandbox.path());
        if (!sandbox.hostNetwork()) {
            addresses.remove(Addresses.number(sandbox.ip()));
        }
    }

    /**
     * Starts a command in a running container, as {@code kubectl exec} does; whoever started it gives the process its turns.
     *
     * @param path {@code namespace/name} of the pod
     * @return empty if no such container runs here
     */
    public Optional<Launcher.Launch> exec(String path, String container, List<String> command, Stdio io, World world) {
        return running(path, container).map(found -> found.exec(command, io, world));
    }

    Outages outages() {
        return outages;
    }

    NodeState state() {
        return state;
    }

    /** Whether the node runs and is in touch with the others. */
    public boolean isConnected() {
        return state.isReachable(now.getAsLong());
    }

    /** Cuts the node off, or connects it again: a fault. */
    public void connect(boolean again) {
        state.connect(again);
    }

    /** Whether the machine is switched on, booting or not. */
    public boolean isPowered() {
        return state.isPowered();
    }

    /** Whether the link to the others is up, whatever the machine does. */
    public boolean isLinked() {
        return state.isConnected();
    }

    /** Switches the machine off: everything that runs here ends at once. A fault. */
    public void powerOff() {
        state.powerOff();
        byPath.values().forEach(box -> box.lose(now.getAsLong()));
    }

    /** Switches the machine on again; its kubelet is there after {@link dev.reconcile.sim.Delay#NODE_BOOT}. */
    public void powerOn() {
        state.powerOn(now.getAsLong());
    }

    /** Fills the disk, or makes room on it again: a fault. Wake the kubelet about its node. */
    public void fillDisk(boolean full) {
        if (full) {
            state.fillDisk();
        } else {
            state.freeDisk(now.getAsLong());
        }
    }

    public boolean isDiskFull() {
        return state.isDiskFull();
    }

    /** Paths of the pods that are here: {@code namespace/name}. */
    public List<String> pods() {
        return List.copyOf(byPath.keySet());
    }

    /** Whether a pod here has the address; those in the node's own network have the node's. */
    public boolean hasPod(String ip) {
        return byPath.values().stream().anyMatch(box -> !box.hostNetwork() && box.ip().equals(ip));
    }

    /**
     * Whoever listens on a port of that address, which a pod here has, or several share with the node.
     *
     * @param client the address from which is asked
     */
    public Optional<Connection.Peer> listener(String ip, int port, String client) {
        return byPath.values().stream().filter(box -> box.ip().equals(ip)).flatMap(box -> box.site().server(port, client).stream())
                .map(Connection.Peer.class::cast).findFirst();
    }

    /** Whoever listens on a port of that pod, whatever its address. */
    public Optional<Connection.Peer> listenerOf(String path, int port, String client) {
        return sandbox(path).flatMap(box -> box.site().server(port, client));
    }

    /**
     * Ends a container's process from outside: a fault. The node's kubelet notices when it next looks at the pod, so wake it.
     *
     * @return false if no such container runs here
     */
    public boolean crash(String path, String container, int exitCode, boolean outOfMemory) {
        Optional<Container> found = running(path, container);
        found.ifPresent(running -> running.crash(exitCode, outOfMemory ? "OOMKilled" : exitCode == 0 ? "Completed" : "Error", now.getAsLong()));
        return found.isPresent();
    }

    /** Thousandths of a CPU that a container's program spent on requests lately, see {@link Effort}; 0 if no such container runs in that pod here. */
    public long effort(String path, String uid, String container) {
        return sandbox(path).filter(box -> box.uid().equals(uid)).flatMap(box -> box.container(container)).filter(Container::isRunning)
                .map(found -> found.effort().millicores(now.getAsLong())).orElse(0L);
    }

    public boolean isRunning(String path, String container) {
        return running(path, container).isPresent();
    }

    private Optional<Container> running(String path, String container) {
        return sandbox(path).flatMap(box -> box.container(container)).filter(Container::isRunning);
    }

    @Override
    public Json save() {
        return Json.of("images", held.save(), "lastAddress", lastAddress, "state", state.save().isEmpty() ? null : state.save(),
                "host", host == null ? null : host.save(),
                "sandboxes", byPath.values().stream().map(box -> box.save(view)).toList());
    }

    @Override
    public void restore(Json saved) {
        held.restore(saved.object("images"));
        host = saved.has("host") ? Files.restore(saved.object("host"), now, FileLimits.NODE) : null;
        for (Json json : saved.objects("sandboxes")) {
            add(Sandbox.restore(json, this));
        }
        lastAddress = (int) saved.number(0, "lastAddress");
        state = NodeState.restore(saved.object("state"));
    }
}
