package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileLimits;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.Files;

/** What a container sees as its files: those of its image, what it changes in them, and what is mounted. Only the changes are saved. */
final class ContainerFiles {
    private final Files files;
    private final Directory untouched;

    ContainerFiles(Origin origin, Site site) {
        untouched = mounted(Files.of(origin.image().tree(), origin::startAt, FileLimits.CONTAINER), site).snapshot();
        files = mounted(Files.of(untouched, site.now(), FileLimits.CONTAINER), site);
    }

    private ContainerFiles(Files files, Directory untouched) {
        this.files = files;
        this.untouched = untouched;
    }

    private static Files mounted(Files files, Site site) {
        for (String name : new String[] {"hostname", "hosts", "resolv.conf"}) {
            files.mount("/etc/" + name, site.etc(), "/" + name, false);
        }
        return files;
    }

    Files files() {
        return files;
    }

    /** Null if nothing has changed. */
    Json save() {
        return files.snapshot() == untouched ? null : files.save();
    }

    static ContainerFiles restore(Json saved, Origin origin, Site site) {
        Directory untouched = new ContainerFiles(origin, site).untouched;
        return new ContainerFiles(mounted(Files.restore(saved, site.now(), FileLimits.CONTAINER), site), untouched);
    }
}
