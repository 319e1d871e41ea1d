package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Volumes;
import dev.reconcile.shell.FileLimits;
import dev.reconcile.shell.Files;
import dev.reconcile.store.View;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns a volume of a pod's specification into one that can be mounted ({@code pkg/volume/util/operationexecutor}).
 *
 * @param problem why that is not possible now; empty if it is
 * @param volume makes it
 */
record Mounting(String problem, Supplier<PodVolume> volume) {
    static Mounting of(KubeObject pod, Json volume, Runtime runtime, View view, String podIp) {
        if (VolumeContents.isMeant(volume)) {
            return content(pod, volume, view, podIp);
        }
        if (volume.has("hostPath")) {
            return host(volume.object("hostPath"), runtime, false);
        }
        String claim = Volumes.claimOf(pod, volume);
        if (!claim.isEmpty()) {
            return claim(pod, claim, volume.isTrue("persistentVolumeClaim", "readOnly"), runtime, view);
        }
        return done(() -> PodVolume.on(PodVolume.Kind.EMPTY, Files.empty(runtime.clock(), FileLimits.VOLUME), "/", false, ""));
    }

    private static Mounting done(Supplier<PodVolume> volume) {
        return new Mounting("", volume);
    }

    private static Mounting failed(String problem) {
        return new Mounting(problem, null);
    }

    private static Mounting content(KubeObject pod, Json volume, View view, String podIp) {
        long now = view.now();
        VolumeContents contents = VolumeContents.of(pod, volume, view, podIp, now);
        if (!contents.problem().isEmpty()) {
            return failed(setUp(volume) + contents.problem());
        }
        String signature = VolumeContents.signature(pod, volume, view);
        return done(() -> {
            PodVolume made = PodVolume.ofContent();
            if (VolumeContents.isAccess(volume)) {
                made.promise(() -> VolumeContents.of(pod, volume, view, podIp, now).files(), signature, now);
            } else {
                made.write(contents.files(), signature, now);
            }
            return made;
        });
    }

    private static String setUp(Json volume) {
        return "MountVolume.SetUp failed for volume \"" + volume.textOrEmpty("name") + "\" : ";
    }

    /** {@code pkg/volume/hostpath/host_path.go}: what is asked for is made, or has to be there. */
    private static Mounting host(Json hostPath, Runtime runtime, boolean readOnly) {
        String path = Files.normalise("/", hostPath.textOrEmpty("path"));
        Files files = runtime.host();
        String type = hostPath.textOrEmpty("type");
        if (type.equals("Directory") && !files.isDirectory(path) || type.equals("File") && !files.isFile(path)) {
            return failed("MountVolume.SetUp failed for volume \"%s\" : hostPath type check failed: " + path + " is not a "
                    + (type.equals("File") ? "file" : "directory"));
        }
        return done(() -> {
            if (files.at(path).isEmpty() && type.equals("FileOrCreate")) {
                files.makeDirectories(Files.parent(path));
                files.write(path, "");
            } else if (files.at(path).isEmpty()) {
                files.makeDirectories(path);
            }
            return PodVolume.on(PodVolume.Kind.HOST, files, path, readOnly, "");
        });
    }

    private static Mounting claim(KubeObject pod, String name, boolean readOnly, Runtime runtime, View view) {
        Optional<KubeObject> claim = view.get(Volumes.CLAIMS, pod.namespace(), name);
        String failure = "Unable to attach or mount volumes: unmounted volumes=[%s], unattached volumes=[], failed to process volumes=[%s]: ";
        if (claim.isEmpty()) {
            return failed(failure + "error processing PVC " + pod.namespace() + "/" + name
                    + ": failed to fetch PVC from API server: persistentvolumeclaims \"" + name + "\" not found");
        }
        Optional<KubeObject> volume = view.get(Volumes.VOLUMES, "", claim.get().spec().textOrEmpty("volumeName"));
        if (volume.isEmpty() || !Volumes.isBound(claim.get())) {
            return failed(failure + "error processing PVC " + pod.namespace() + "/" + name + ": PVC is not bound");
        }
        KubeObject disk = volume.get();
        if (runtime.outages().isBroken(pod.namespace() + "/" + name)) {
            return failed("MountVolume.SetUp failed for volume \"" + disk.name() + "\" : hostPath type check failed: "
                    + disk.spec().textOrEmpty("hostPath", "path") + " is not a directory");
        }
        boolean provisioned = disk.annotation(Volumes.PROVISIONED_BY).isPresent();
        if (!provisioned && (disk.spec().has("hostPath") || disk.spec().has("local"))) {
            Json path = disk.spec().has("hostPath") ? disk.spec().object("hostPath") : disk.spec().object("local").with("type", "Directory");
            return host(path, runtime, readOnly);
        }
        String key = Disks.key(disk.name(), disk.uid());
        return done(() -> PodVolume.on(PodVolume.Kind.DISK, runtime.disk(key), "/", readOnly, key));
    }

    /** The problem with the volume's name put in where it belongs. */
    String problem(String name) {
        return problem.replace("%s", name);
    }
}
