package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The volumes of one pod: those that are ready to be mounted, and those that could not be made ready so far. */
final class PodVolumes {
    private static final long FIRST_RETRY_MILLIS = 500;
    /** Upstream: two minutes and two seconds ({@code pkg/util/goroutinemap/exponentialbackoff}). */
    private static final long LONGEST_RETRY_MILLIS = 122_000;
    private static final int MOST_DOUBLINGS = 9;

    private record Failure(int times, long at) {
        long retryAt() {
            return at + Math.min(FIRST_RETRY_MILLIS << Math.min(times - 1, MOST_DOUBLINGS), LONGEST_RETRY_MILLIS);
        }
    }

    private final Map<String, PodVolume> byName = new TreeMap<>();
    private final Map<String, Failure> failures = new TreeMap<>();

    Optional<PodVolume> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    void add(String name, PodVolume volume) {
        byName.put(name, volume);
        failures.remove(name);
    }

    void failed(String name, long now) {
        Failure before = failures.get(name);
        failures.put(name, new Failure(before == null ? 1 : before.times() + 1, now));
    }

    /** When the volume may be tried again; in the past for one that never failed. */
    long retryAt(String name) {
        return failures.containsKey(name) ? failures.get(name).retryAt() : 0;
    }

    /** Whether anything in it shows that ConfigMap or Secret. */
    boolean show(KubeObject pod, String resource, String name) {
        return pod.spec().objects("volumes").stream()
                .anyMatch(volume -> byName.containsKey(volume.textOrEmpty("name")) && VolumeContents.isMeant(volume)
                        && VolumeContents.shows(volume, resource, name));
    }

    /** @param pod as the API has it; empty if it is gone */
    Json save(Optional<KubeObject> pod, View view) {
        List<Json> volumes = new ArrayList<>();
        byName.forEach((name, volume) -> volumes.add(volume.save(lasts(name, volume, pod, view)).with("name", name)));
        List<Json> failing = new ArrayList<>();
        failures.forEach((name, failure) -> failing.add(Json.of("name", name, "times", failure.times(), "at", failure.at())));
        return Json.of("volumes", volumes.isEmpty() ? null : volumes, "failures", failing.isEmpty() ? null : failing);
    }

    private static boolean lasts(String name, PodVolume volume, Optional<KubeObject> pod, View view) {
        return pod.flatMap(found -> spec(found, name)).filter(spec -> VolumeContents.isMeant(spec)
                && VolumeContents.signature(pod.get(), spec, view).equals(volume.signature())).isPresent();
    }

    private static Optional<Json> spec(KubeObject pod, String name) {
        return pod.spec().objects("volumes").stream().filter(volume -> name.equals(volume.text("name"))).findFirst();
    }

    void restore(Json saved, Optional<KubeObject> pod, Runtime runtime, String podIp) {
        for (Json json : saved.objects("volumes")) {
            PodVolume volume = PodVolume.restore(json, runtime);
            boolean made = volume.kind() == PodVolume.Kind.CONTENT && !json.has("files");
            if (made) {
                Json spec = spec(pod.orElseThrow(), json.text("name")).orElseThrow();
                long since = volume.writtenAt();
                volume.promise(() -> VolumeContents.of(pod.get(), spec, runtime.view(), podIp, since).files(), volume.signature(), since);
                if (!VolumeContents.isAccess(spec)) {
                    volume.files();
                }
            }
            byName.put(json.text("name"), volume);
        }
        saved.objects("failures").forEach(f -> failures.put(f.text("name"), new Failure((int) f.number(0, "times"), f.number(0, "at"))));
    }
}
