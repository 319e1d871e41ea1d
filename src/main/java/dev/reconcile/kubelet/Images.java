package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All images that the registries of the lab hold, read from data. */
public final class Images {
    /** What an image of the data file may say, see {@link Image}. */
    public static final List<String> FIELDS = List.of("name", "variant", "tags", "versions", "pullMillis", "requestMicros", "preloaded", "entrypoint", "cmd", "user",
            "environment", "programs", "tools", "system", "network", "files");

    private static final String RESOURCE = "/images.yaml";

    private final Map<String, Image> byKey = new TreeMap<>();
    private final Map<String, List<Image>> byName = new TreeMap<>();

    private Images(List<Image> images) {
        for (Image image : images) {
            if (byKey.put(image.key(), image) != null) {
                throw new IllegalArgumentException("two images are named " + image.key());
            }
            byName.computeIfAbsent(image.name(), name -> new ArrayList<>()).add(image);
        }
    }

    /** The images that come with the lab. */
    public static Images standard() {
        return Holder.STANDARD;
    }

    private static final class Holder {
        private static final Images STANDARD = read();
    }

    private static Images read() {
        try (InputStream stream = Images.class.getResourceAsStream(RESOURCE)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return of(((List<?>) Yaml.parse(text).value()).stream().map(Json.class::cast).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Yaml.Malformed e) {
            throw new IllegalStateException(RESOURCE + ": " + e.getMessage(), e);
        }
    }

    /** Images as the data file writes them. */
    public static Images of(List<Json> items) {
        return new Images(items.stream().map(Image::of).toList());
    }

    /** These images and those of an exercise; the latter win. */
    public Images with(List<Json> more) {
        Map<String, Image> all = new TreeMap<>(byKey);
        List<Image> added = more.stream().map(Image::of).toList();
        added.forEach(image -> all.values().removeIf(old -> old.name().equals(image.name())));
        added.forEach(image -> all.put(image.key(), image));
        return new Images(new ArrayList<>(all.values()));
    }

    /** @param key of an image that exists, see {@link Image#key} */
    Image byKey(String key) {
        return Optional.ofNullable(byKey.get(key)).orElseThrow(() -> new IllegalArgumentException("no image is named " + key));
    }

    Optional<Image> find(ImageName name) {
        return byName.getOrDefault(name.repositoryName(), List.of()).stream().filter(image -> image.has(name)).findFirst();
    }

    /** Why a registry does not give the image, in containerd's words. */
    String refusal(ImageName name) {
        String resolve = "failed to pull and unpack image \"%s\": failed to resolve reference \"%s\": ".formatted(name, name);
        boolean known = byName.containsKey(name.repositoryName());
        if (known) {
            return "rpc error: code = NotFound desc = " + resolve + name + ": not found";
        }
        if (name.onHub()) {
            return resolve + "pull access denied, repository does not exist or may require authorization: "
                    + "server message: insufficient_scope: authorization failed";
        }
        boolean registry = byName.keySet().stream().anyMatch(other -> other.startsWith(name.registry() + "/"));
        return registry
                ? "rpc error: code = NotFound desc = " + resolve + name + ": not found"
                : resolve + "failed to do request: Head \"https://%s/v2/%s/manifests/%s\": dial tcp: lookup %s on 10.96.0.10:53: no such host"
                        .formatted(name.registry(), name.repository(), name.tag(), name.registry().replaceFirst(":\\d+$", ""));
    }
}
