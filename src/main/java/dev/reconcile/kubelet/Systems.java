package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import dev.reconcile.shell.FileLimits;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.Files;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The systems that images are built on, with the files that these bring along; read from data. */
final class Systems {
    private static final String RESOURCE = "/systems.yaml";

    /** What the kernel shows to every container. */
    private static final String KERNEL = "kernel";

    private Systems() {}

    private static final class Holder {
        private static final Json SYSTEMS = read();
    }

    private static Json read() {
        try (InputStream stream = Systems.class.getResourceAsStream(RESOURCE)) {
            return (Json) Yaml.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).value();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Yaml.Malformed e) {
            throw new IllegalStateException(RESOURCE + ": " + e.getMessage(), e);
        }
    }

    /** The one that an image is built on if it does not say. */
    static String usual(String name, String variant, Image.Tools tools) {
        return switch (tools) {
            case NONE -> "bare";
            case BUSYBOX -> name.contains("busybox") && !variant.contains("alpine") ? "busybox" : "alpine";
            case SHELL -> name.endsWith("/ubuntu") ? "ubuntu" : "debian";
        };
    }

    /**
     * That system's files and an image's own.
     *
     * @param builtAt milliseconds since the epoch, as old as all of them look
     */
    static Directory tree(String system, Map<String, String> own, long builtAt) {
        Json found = Holder.SYSTEMS.object(system);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no system is named " + system);
        }
        Files files = Files.create(() -> builtAt, FileLimits.CONTAINER);
        found.texts("directories").forEach(files::makeDirectories);
        files.write("/dev/termination-log", "");
        write(files, Holder.SYSTEMS.object(KERNEL).textMap("files"));
        write(files, found.textMap("files"));
        write(files, own);
        return files.snapshot();
    }

    private static void write(Files files, Map<String, String> contents) {
        contents.forEach((path, text) -> {
            files.makeDirectories(Files.parent(path));
            files.write(path, text);
            files.setExecutable(path, text.startsWith("#!"));
        });
    }
}
