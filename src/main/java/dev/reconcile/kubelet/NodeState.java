package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.sim.Delay;

/** How a machine fares, apart from what runs on it: its power, its link to the others, its disk. What faults change. */
final class NodeState {
    /** How long the kubelet goes on to report a pressure that is over ({@code --eviction-pressure-transition-period}). Milliseconds. */
    private static final long TRANSITION = 300_000;

    private boolean connected = true;
    private boolean powered = true;
    private long bootedAt;
    private int boots;
    private boolean diskFull;
    private long diskFreedAt = -TRANSITION;
    private boolean cordoned;

    /** Whether the kubelet has last seen its node marked as one for no new pods. */
    boolean isCordoned() {
        return cordoned;
    }

    void cordon(boolean now) {
        cordoned = now;
    }

    /** The kubelet runs and reaches the API server. */
    boolean isReachable(long now) {
        return connected && powered && now >= bootedAt;
    }

    boolean isPowered() {
        return powered;
    }

    boolean isConnected() {
        return connected;
    }

    void connect(boolean again) {
        connected = again;
    }

    void powerOff() {
        powered = false;
    }

    void powerOn(long now) {
        powered = true;
        boots++;
        bootedAt = now + Delay.NODE_BOOT.millis();
    }

    /** When the kubelet is there after the last power-on; what it is asked before has to wait. */
    long bootedAt() {
        return bootedAt;
    }

    /** Since the node was made: its boot id changes with it. */
    int boots() {
        return boots;
    }

    boolean isDiskFull() {
        return diskFull;
    }

    void fillDisk() {
        diskFull = true;
    }

    void freeDisk(long now) {
        if (diskFull) {
            diskFreedAt = now;
        }
        diskFull = false;
    }

    /** Whether the kubelet reports that its disk is full: a while longer than it is. */
    boolean reportsDiskPressure(long now) {
        return diskFull || now < diskPressureEndsAt();
    }

    long diskPressureEndsAt() {
        return diskFreedAt + TRANSITION;
    }

    /** Empty while nothing has ever gone wrong. */
    Json save() {
        return Json.of("cutOff", connected ? null : true, "off", powered ? null : true, "bootedAt", bootedAt == 0 ? null : bootedAt,
                "boots", boots == 0 ? null : boots, "diskFull", diskFull ? true : null, "diskFreedAt", diskFreedAt < 0 ? null : diskFreedAt,
                "cordoned", cordoned ? true : null);
    }

    static NodeState restore(Json saved) {
        NodeState state = new NodeState();
        state.connected = !saved.isTrue("cutOff");
        state.powered = !saved.isTrue("off");
        state.bootedAt = saved.number(0, "bootedAt");
        state.boots = (int) saved.number(0, "boots");
        state.diskFull = saved.isTrue("diskFull");
        state.diskFreedAt = saved.number(-TRANSITION, "diskFreedAt");
        state.cordoned = saved.isTrue("cordoned");
        return state;
    }
}
