package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileLimits;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.Files;
import java.util.List;

/**
 * What a container sees as its files: those of its image, what it changes in them, and what is mounted. Only the changes are saved.
 * Many containers run without anybody ever looking at their files: the tree is made when somebody does.
 */
final class ContainerFiles {
    private final Origin origin;
    private final Site site;
    private Files files;
    private Directory untouched;

    ContainerFiles(Origin origin, Site site) {
        this.origin = origin;
        this.site = site;
        boolean takesParts = origin.spec().objects("volumeMounts").stream().anyMatch(mount -> mount.has("subPath") || mount.has("subPathExpr"));
        if (takesParts) {
            open(null);
        }
    }

    /** @param changed the container's own tree; null for one that is as its image has it */
    private void open(Files changed) {
        Files first = Files.of(origin.image().tree(), origin::startAt, FileLimits.CONTAINER);
        mount(first, origin, site);
        untouched = first.snapshot();
        files = changed == null ? Files.of(untouched, site.now(), FileLimits.CONTAINER) : changed;
        mount(files, origin, site);
        if (changed == null) {
            copy(origin, site);
        }
        if (origin.readOnlyRoot()) {
            files.lock(List.of("/dev", origin.spec().textOrEmpty("terminationMessagePath")));
        }
    }

    private static void mount(Files files, Origin origin, Site site) {
        for (String name : new String[] {"hostname", "hosts", "resolv.conf"}) {
            files.mount("/etc/" + name, site.etc(), "/" + name, false);
        }
        String lastWords = origin.spec().textOrEmpty("terminationMessagePath");
        if (!lastWords.isEmpty() && files.at(lastWords).isEmpty()) {
            files.makeDirectories(Files.parent(lastWords));
            files.write(lastWords, "");
        }
        for (Json mount : origin.spec().objects("volumeMounts")) {
            site.volumes().get(mount.textOrEmpty("name")).filter(volume -> !isCopied(mount, volume)).ifPresent(volume -> {
                String within = within(mount, volume, origin);
                if (volume.files().at(within).isEmpty()) {
                    volume.files().makeDirectories(within);
                }
                files.mount(place(mount), volume.files(), within, volume.readOnly() || mount.isTrue("readOnly"));
            });
        }
    }

    /** A part of a ConfigMap does not follow its source: the container gets what it is now. */
    private void copy(Origin origin, Site site) {
        for (Json mount : origin.spec().objects("volumeMounts")) {
            site.volumes().get(mount.textOrEmpty("name")).filter(volume -> isCopied(mount, volume)).ifPresent(volume -> {
                files.makeDirectories(Files.parent(place(mount)));
                volume.files().content(within(mount, volume, origin)).ifPresent(text -> files.write(place(mount), text));
            });
        }
    }

    private static boolean isCopied(Json mount, PodVolume volume) {
        return volume.kind() == PodVolume.Kind.CONTENT && (mount.has("subPath") || mount.has("subPathExpr"));
    }

    private static String place(Json mount) {
        return Files.normalise("/", mount.textOrEmpty("mountPath"));
    }

    private static String within(Json mount, PodVolume volume, Origin origin) {
        String part = mount.has("subPathExpr")
                ? Commands.expand(mount.textOrEmpty("subPathExpr"), origin.environment().variables())
                : mount.textOrEmpty("subPath");
        return Files.normalise("/", volume.root() + "/" + part);
    }

    Files files() {
        if (files == null) {
            open(null);
        }
        return files;
    }

    /** What stands in the file; nothing if nobody has looked at the files so far, and so nobody has written either. */
    String written(String path) {
        return files == null ? "" : files.content(path).orElse("");
    }

    /** Null if nothing has changed. */
    Json save() {
        return files == null || files.snapshot() == untouched ? null : files.save();
    }

    static ContainerFiles restore(Json saved, Origin origin, Site site) {
        ContainerFiles restored = new ContainerFiles(origin, site);
        restored.open(Files.restore(saved, site.now(), FileLimits.CONTAINER));
        return restored;
    }
}
