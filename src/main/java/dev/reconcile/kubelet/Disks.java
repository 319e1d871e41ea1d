package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.Volumes;
import dev.reconcile.shell.FileLimits;
import dev.reconcile.shell.Files;
import dev.reconcile.store.Saveable;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is written on the cluster's persistent volumes, whichever node they are mounted on; it goes with the volume. */
public final class Disks implements Saveable {
    private final View view;
    private final Map<String, Files> byVolume = new TreeMap<>();

    public Disks(View view) {
        this.view = view;
    }

    @Override
    public String name() {
        return "disks";
    }

    /** @param key name and uid of the PersistentVolume, as {@link #key} makes it */
    Files of(String key) {
        byVolume.keySet().removeIf(other -> isGone(other) && !other.equals(key));
        return byVolume.computeIfAbsent(key, each -> Files.empty(view::now, FileLimits.VOLUME));
    }

    static String key(String name, String uid) {
        return name + " " + uid;
    }

    private boolean isGone(String key) {
        String[] words = key.split(" ");
        return view.get(Volumes.VOLUMES, "", words[0]).filter(volume -> volume.uid().equals(words[1])).isEmpty();
    }

    @Override
    public Json save() {
        List<Json> saved = new ArrayList<>();
        byVolume.forEach((key, files) -> saved.add(Json.of("key", key, "files", files.save())));
        return Json.of("disks", saved);
    }

    @Override
    public void restore(Json saved) {
        byVolume.clear();
        saved.objects("disks").forEach(d -> byVolume.put(d.text("key"), Files.restore(d.object("files"), view::now, FileLimits.VOLUME)));
    }
}
