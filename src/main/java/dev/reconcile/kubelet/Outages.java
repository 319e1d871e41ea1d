package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.store.Saveable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is out of order around the nodes: images that a registry gives slowly or not at all, volumes that cannot be mounted. What faults change. */
public final class Outages implements Saveable {
    /** A registry that does not give an image. */
    private static final int BROKEN = 0;

    private final Map<String, Integer> images = new TreeMap<>();
    private final TreeSet<String> claims = new TreeSet<>();

    @Override
    public String name() {
        return "outages";
    }

    /** @param image as in a manifest; a name without tag means the tag latest, as everywhere */
    public static boolean isImage(String image) {
        return ImageName.parse(image).isPresent();
    }

    public void breakImage(String image) {
        images.put(key(image), BROKEN);
    }

    /** @param factor how many times as long as usual a pull takes, from 1 */
    public void slowImage(String image, int factor) {
        images.put(key(image), factor);
    }

    public void restoreImage(String image) {
        images.remove(key(image));
    }

    private static String key(String image) {
        return ImageName.parse(image).orElseThrow().toString();
    }

    /** Why the registry does not give the image, in containerd's words; empty if it does. */
    Optional<String> refusal(ImageName name) {
        if (images.getOrDefault(name.toString(), 1) != BROKEN) {
            return Optional.empty();
        }
        String host = name.onHub() ? "registry-1.docker.io" : name.registry();
        return Optional.of(("failed to pull and unpack image \"%s\": failed to resolve reference \"%s\": unexpected status from HEAD request to "
                + "https://%s/v2/%s/manifests/%s: 503 Service Unavailable").formatted(name, name, host, name.repository(), name.tag()));
    }

    long pullMillis(ImageName name, long usual) {
        return usual * Math.max(1, images.getOrDefault(name.toString(), 1));
    }

    /** @param claim {@code namespace/name} */
    public void breakVolume(String claim) {
        claims.add(claim);
    }

    public void restoreVolume(String claim) {
        claims.remove(claim);
    }

    boolean isBroken(String claim) {
        return claims.contains(claim);
    }

    @Override
    public Json save() {
        Json slow = Json.EMPTY;
        for (Map.Entry<String, Integer> image : images.entrySet()) {
            slow = slow.with(image.getKey(), (long) image.getValue());
        }
        return Json.of("images", slow.isEmpty() ? null : slow, "claims", claims.isEmpty() ? null : claims.stream().toList());
    }

    @Override
    public void restore(Json saved) {
        saved.object("images").forEach((image, factor) -> images.put(image, ((Long) factor).intValue()));
        claims.addAll(saved.texts("claims"));
    }
}
