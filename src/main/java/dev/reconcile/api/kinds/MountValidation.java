package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where containers have their volumes, as directories or as devices ({@code ValidateVolumeMounts}, {@code ValidateVolumeDevices}). */
final class MountValidation {
    private static final List<String> PROPAGATIONS = List.of("Bidirectional", "HostToContainer", "None");
    private static final List<String> RECURSIVE = List.of("Disabled", "Enabled", "IfPossible");

    private final Map<String, Json> volumes;
    private final Json container;
    private final Problems problems;

    /** @param volumes those that are in order, by their names */
    MountValidation(Map<String, Json> volumes, Json container, Problems problems) {
        this.volumes = volumes;
        this.container = container;
        this.problems = problems;
    }

    void check(String path) {
        mounts(path + ".volumeMounts");
        devices(path + ".volumeDevices");
    }

    private boolean isTaken(String list, String field, String value) {
        return container.objects(list).stream().anyMatch(other -> value.equals(other.textOrEmpty(field)));
    }

    private void mounts(String path) {
        Set<String> taken = new TreeSet<>();
        List<Json> mounts = container.objects("volumeMounts");
        for (int i = 0; i < mounts.size(); i++) {
            Json mount = mounts.get(i);
            String here = path + "[" + i + "]";
            String name = mount.textOrEmpty("name");
            if (name.isEmpty()) {
                problems.required(here + ".name", "");
            }
            if (!volumes.containsKey(name)) {
                problems.notFound(here + ".name", name);
            }
            String target = mount.textOrEmpty("mountPath");
            if (target.isEmpty()) {
                problems.required(here + ".mountPath", "");
            }
            if (!taken.add(target)) {
                problems.invalid(here + ".mountPath", target, "must be unique");
            }
            if (isTaken("volumeDevices", "name", name)) {
                problems.invalid(here + ".name", name, "must not already exist in volumeDevices");
            }
            if (isTaken("volumeDevices", "devicePath", target)) {
                problems.invalid(here + ".mountPath", target, "must not already exist as a path in volumeDevices");
            }
            subPath(mount, here, path);
            propagation(mount, path);
        }
    }

    /** Upstream names the list, not the mount, where the path inside the volume is wrong. */
    private void subPath(Json mount, String here, String path) {
        String plain = mount.textOrEmpty("subPath");
        String expression = mount.textOrEmpty("subPathExpr");
        VolumeValidation.descending(plain, path + ".subPath", problems);
        if (!expression.isEmpty() && !plain.isEmpty()) {
            problems.invalid(here + ".subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
        }
        VolumeValidation.descending(expression, path + ".subPathExpr", problems);
    }

    private void propagation(Json mount, String path) {
        String propagation = mount.text("mountPropagation");
        if (propagation != null && !PROPAGATIONS.contains(propagation)) {
            problems.notSupported(path + ".mountPropagation", propagation, PROPAGATIONS);
        }
        if ("Bidirectional".equals(propagation) && !container.isTrue("securityContext", "privileged")) {
            problems.forbidden(path + ".mountPropagation", "Bidirectional mount propagation is available only to privileged containers");
        }
        String recursive = mount.text("recursiveReadOnly");
        if (recursive == null || recursive.equals("Disabled")) {
            return;
        }
        if (!RECURSIVE.contains(recursive)) {
            problems.notSupported(path + ".recursiveReadOnly", recursive, RECURSIVE);
            return;
        }
        if (!mount.isTrue("readOnly")) {
            problems.forbidden(path + ".recursiveReadOnly", "may only be specified when readOnly is true");
        }
        if (propagation != null && !propagation.equals("None")) {
            problems.forbidden(path + ".recursiveReadOnly", "may only be specified when mountPropagation is None or not specified");
        }
    }

    private void devices(String path) {
        Set<String> names = new TreeSet<>();
        Set<String> paths = new TreeSet<>();
        List<Json> devices = container.objects("volumeDevices");
        for (int i = 0; i < devices.size(); i++) {
            String here = path + "[" + i + "]";
            deviceName(devices.get(i).textOrEmpty("name"), names, here + ".name");
            devicePath(devices.get(i).textOrEmpty("devicePath"), paths, here + ".devicePath");
            if (isTaken("volumeMounts", "name", devices.get(i).textOrEmpty("name"))) {
                problems.invalid(here + ".name", devices.get(i).textOrEmpty("name"), "must not already exist in volumeMounts");
            }
            if (isTaken("volumeMounts", "mountPath", devices.get(i).textOrEmpty("devicePath"))) {
                problems.invalid(here + ".devicePath", devices.get(i).textOrEmpty("devicePath"), "must not already exist as a path in volumeMounts");
            }
        }
    }

    private void deviceName(String name, Set<String> names, String path) {
        if (name.isEmpty()) {
            problems.required(path, "");
        } else if (!names.add(name)) {
            problems.invalid(path, name, "must be unique");
        }
        Json volume = volumes.get(name);
        if (volume == null) {
            problems.notFound(path, name);
        } else if (!volume.has("persistentVolumeClaim") && !volume.has("ephemeral")) {
            problems.invalid(path, name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
        }
    }

    private void devicePath(String target, Set<String> paths, String path) {
        if (target.isEmpty()) {
            problems.required(path, "");
        }
        if (paths.contains(target)) {
            problems.invalid(path, target, "must be unique");
        }
        if (List.of(target.split("/")).contains("..")) {
            problems.invalid(path, target, "can not contain backsteps ('..')");
        } else {
            paths.add(target);
        }
    }
}
