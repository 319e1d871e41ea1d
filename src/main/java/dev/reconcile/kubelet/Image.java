package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.Recent;
import dev.reconcile.shell.FileNode.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one image is, as the data file says.
 *
 * @param name with registry: {@code docker.io/library/nginx}
 * @param variant tells images of one name apart whose tags differ in more than a version; usually empty
 * @param sizes bytes by tag
 * @param versions what stands for {@code {version}} in the environment, by tag; for others the tag itself
 * @param pullMillis how long a first pull takes
 * @param requestMicros processor time that its program spends on one request, in microseconds of a whole core
 * @param preloaded every node holds it from the beginning
 * @param entrypoint what {@code command} replaces
 * @param cmd what {@code args} replaces
 * @param user as whom it runs, a number or a name; empty for root
 * @param environment variables that the image sets
 * @param programs scripts by the name that they are started with
 * @param tools which ordinary programs are inside
 * @param network which sets of network programs are inside, see {@link dev.reconcile.shell.net.NetworkPrograms}
 * @param tree the files in it
 */
record Image(
        String name,
        String variant,
        Map<String, Long> sizes,
        Map<String, String> versions,
        long pullMillis,
        long requestMicros,
        boolean preloaded,
        List<String> entrypoint,
        List<String> cmd,
        String user,
        Map<String, String> environment,
        Map<String, String> programs,
        Tools tools,
        List<String> network,
        Directory tree) {

    /** Files of images look as old as this: 2025-01-01. Milliseconds since the epoch. */
    private static final long BUILT_AT = 1_735_689_600_000L;

    /** What a request costs if the data file does not say. */
    private static final long REQUEST_MICROS = 500;

    private static final Recent<String, String> DIGESTS = new Recent<>(256, Digests::hex);

    /** What is in an image besides its own program. */
    enum Tools {
        /** Nothing: not even a shell. */
        NONE,
        /** Busybox: its shell and small programs, no bash. */
        BUSYBOX,
        /** Shells, bash among them, and the usual small programs. */
        SHELL
    }

    static Image of(Json json) {
        Tools tools = Tools.valueOf(json.has("tools") ? json.text("tools").toUpperCase(Locale.ROOT) : Tools.SHELL.name());
        String system = json.has("system") ? json.text("system") : Systems.usual(json.text("name"), json.textOrEmpty("variant"), tools);
        Map<String, Long> sizes = new TreeMap<>();
        json.object("tags").forEach((tag, size) -> sizes.put(tag, (Long) size));
        return new Image(
                json.text("name"),
                json.textOrEmpty("variant"),
                sizes,
                json.textMap("versions"),
                json.number(2000, "pullMillis"),
                json.number(REQUEST_MICROS, "requestMicros"),
                json.isTrue("preloaded"),
                json.texts("entrypoint"),
                json.texts("cmd"),
                json.textOrEmpty("user"),
                json.textMap("environment"),
                json.textMap("programs"),
                tools,
                json.texts("network"),
                Systems.tree(system, json.textMap("files"), BUILT_AT));
    }

    /** Tells it from all others: {@code docker.io/library/nginx#alpine}. */
    String key() {
        return variant.isEmpty() ? name : name + "#" + variant;
    }

    /** The variables that the image sets, with its version put in. */
    Map<String, String> environment(ImageName asked) {
        Map<String, String> filled = new TreeMap<>(environment);
        filled.replaceAll((name, value) -> value.replace("{version}", versions.getOrDefault(asked.tag(), asked.tag())));
        return filled;
    }

    /** What a container runs: {@code command} replaces the image's entry point and its arguments, {@code args} only the arguments. */
    List<String> command(List<String> command, List<String> args) {
        List<String> words = new ArrayList<>(command.isEmpty() ? entrypoint : command);
        words.addAll(!args.isEmpty() ? args : command.isEmpty() ? cmd : List.of());
        return words;
    }

    /** {@code docker.io/library/nginx@sha256:…}: made up from name and tag, the same everywhere. */
    String reference(ImageName asked) {
        return asked.digest().isEmpty() ? reference(asked.tag()) : name + "@" + asked.digest();
    }

    private String reference(String tag) {
        return name + "@sha256:" + DIGESTS.get(name + ":" + tag);
    }

    boolean has(ImageName asked) {
        return asked.digest().isEmpty()
                ? sizes.containsKey(asked.tag())
                : sizes.keySet().stream().anyMatch(tag -> reference(tag).endsWith(asked.digest()));
    }

    /** Bytes. */
    long size(ImageName asked) {
        return sizes.getOrDefault(asked.tag(), sizes.values().iterator().next());
    }
}
