package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileLimits;
import dev.reconcile.shell.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One volume of a pod as its containers may mount it. */
final class PodVolume {
    enum Kind {
        /** Belongs to the pod and goes with it. */
        EMPTY,
        /** Shows ConfigMaps, Secrets, the pod's own fields. */
        CONTENT,
        /** A directory or file of the node. */
        HOST,
        /** A persistent volume. */
        DISK
    }

    private final Kind kind;
    private final Files files;
    private final String root;
    private final boolean readOnly;
    private final String disk;
    private Supplier<? extends Map<String, String>> pending;
    private String signature;
    private long writtenAt;
    private long refreshAt;

    /** A volume on files that are there without it, or are the pod's own. */
    static PodVolume on(Kind kind, Files files, String root, boolean readOnly, String disk) {
        return new PodVolume(kind, clock -> files, root, readOnly, disk, "", 0);
    }

    /** A volume of content, which {@link #write} or {@link #promise} gives; its files are as old as that. */
    static PodVolume ofContent() {
        return new PodVolume(Kind.CONTENT, clock -> Files.empty(clock, FileLimits.VOLUME), "/", true, "", "", 0);
    }

    /**
     * @param files makes them, with the clock of their changes for those whose content is {@link Kind#CONTENT}
     * @param root the directory or file of {@code files} that is mounted
     * @param disk which persistent volume this is, for {@link Kind#DISK}
     * @param signature from which versions of its sources {@link Kind#CONTENT} was made
     */
    private PodVolume(Kind kind, Function<LongSupplier, Files> files, String root, boolean readOnly, String disk, String signature, long writtenAt) {
        this.kind = kind;
        this.files = files.apply(() -> this.writtenAt);
        this.root = root;
        this.readOnly = readOnly;
        this.disk = disk;
        this.signature = signature;
        this.writtenAt = writtenAt;
    }

    Kind kind() {
        return kind;
    }

    Files files() {
        if (pending != null) {
            fill(pending.get());
            pending = null;
        }
        return files;
    }

    String root() {
        return root;
    }

    boolean readOnly() {
        return readOnly || kind == Kind.CONTENT;
    }

    String signature() {
        return signature;
    }

    /** When its content was made. */
    long writtenAt() {
        return writtenAt;
    }

    /** When its content will be made anew; 0 while it is as its sources are. */
    long refreshAt() {
        return refreshAt;
    }

    void refreshAt(long millis) {
        refreshAt = millis;
    }

    /** What it will hold once somebody looks: for content that does not change but costs something in thousands of pods. */
    void promise(Supplier<? extends Map<String, String>> content, String itsSignature, long now) {
        pending = content;
        signature = itsSignature;
        writtenAt = now;
    }

    void write(Map<String, String> content, String itsSignature, long now) {
        pending = null;
        signature = itsSignature;
        writtenAt = now;
        refreshAt = 0;
        fill(content);
    }

    private void fill(Map<String, String> content) {
        List.copyOf(files.snapshot().entries().keySet()).forEach(name -> files.remove("/" + name));
        content.forEach((path, text) -> {
            String place = Files.normalise("/", path);
            files.makeDirectories(Files.parent(place));
            files.write(place, text);
        });
    }

    /** @param lasting whether its content can be made again from the API as it is now */
    Json save(boolean lasting) {
        boolean own = kind == Kind.EMPTY || kind == Kind.CONTENT && !lasting;
        Files held = own ? files() : files;
        return Json.of("kind", kind.name(), "root", root, "readOnly", readOnly, "disk", disk.isEmpty() ? null : disk,
                "signature", signature.isEmpty() ? null : signature, "writtenAt", writtenAt, "refreshAt", refreshAt,
                "files", own ? held.save() : null);
    }

    static PodVolume restore(Json saved, Runtime runtime) {
        Kind kind = Kind.valueOf(saved.text("kind"));
        long writtenAt = saved.number(0, "writtenAt");
        Function<LongSupplier, Files> files = clock -> switch (kind) {
            case EMPTY -> Files.restore(saved.object("files"), runtime.clock(), FileLimits.VOLUME);
            case CONTENT -> saved.has("files") ? Files.restore(saved.object("files"), clock, FileLimits.VOLUME) : Files.empty(clock, FileLimits.VOLUME);
            case HOST -> runtime.host();
            case DISK -> runtime.disk(saved.text("disk"));
        };
        PodVolume volume = new PodVolume(kind, files, saved.text("root"), saved.isTrue("readOnly"), saved.textOrEmpty("disk"),
                saved.textOrEmpty("signature"), writtenAt);
        volume.refreshAt = saved.number(0, "refreshAt");
        return volume;
    }
}
