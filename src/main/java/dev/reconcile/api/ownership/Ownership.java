package dev.reconcile.api.ownership;

import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonList;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Recent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps {@code metadata.managedFields}: who set which field last ({@code apimachinery/pkg/util/managedfields}). Sets of fields that are equal, as those
 * of a ReplicaSet's pods are, are kept once, mostly.
 */
public final class Ownership {
    /** Writers by Update that one object remembers one by one; older ones are put together. Upstream's own limit. */
    static final int MAX_UPDATERS = 10;

    private static final String ANCIENT = "ancient-changes";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** What every intent says and nobody owns: with it the metadata stays. */
    private static final Fields NAMED = new Fields(Json.of("f:metadata", Json.of("f:name", Fields.LEAF)));

    /** The same sets come again and again, in one cluster and in all. */
    private static final Recent<Fields, Fields> SHARED = new Recent<>(4096, fields -> fields);

    /** What became of an intent. */
    public sealed interface Applied {
        /** The object to go on with; the live one, untouched, if nothing changes. */
        record Good(KubeObject object) implements Applied {}

        /**
         * Others own what would change.
         *
         * @param causes one per field
         */
        record Conflict(String message, List<Json> causes) implements Applied {}
    }

    /**
     * As {@link #updated}. What the cluster's own programs write, which is nearly everything, is worked out when somebody reads who owns it: hardly anybody
     * does, and what is not kept is never read.
     *
     * @param sent what the writer sent
     * @param person whether it is somebody from outside, who may have edited the entries
     */
    public KubeObject noted(Schema schema, KubeObject before, KubeObject after, KubeObject sent, Owner writer, String time, boolean person) {
        Object live = before.metadata().get("managedFields");
        Object entries = sent.metadata().get("managedFields");
        boolean untouched = entries == null || entries == live;
        boolean isSomebodys = hasContent(after) && (live != null || before.metadata().isEmpty());
        return !person && untouched && isSomebodys
                ? after.withOwners(JsonList.later(live, () -> entries(updated(schema, before, after, List.of(), writer, time))))
                : updated(schema, before, after, sent.metadata().objects("managedFields"), writer, time);
    }

    private static List<Json> entries(KubeObject object) {
        return object.metadata().objects("managedFields");
    }

    /** Whether anything stands in it besides its metadata and its status. */
    private static boolean hasContent(KubeObject object) {
        return !object.spec().isEmpty() || object.tree().has("reason");
    }

    /**
     * The new version with its managed fields after a write that is no apply: who writes owns what it changes.
     *
     * @param before the version before; an object without anything for a creation
     * @param sent the entries that the writer sent along, which it may edit; the live ones where it sent none
     */
    KubeObject updated(Schema schema, KubeObject before, KubeObject after, List<Json> sent, Owner writer, String time) {
        Comparison comparison = Comparison.of(schema, before.tree(), after.tree());
        List<Json> live = before.metadata().objects("managedFields");
        List<Json> base = sent.isEmpty() ? live : sent;
        if (isReset(base)) {
            return with(after, new ArrayList<>());
        }
        Fields changed = ignored(comparison.changed(), writer);
        if (changed.isEmpty() && comparison.removed().isEmpty()) {
            return after.with(base.isEmpty() ? null : base, "metadata", "managedFields");
        }
        List<Owner.Entry> entries = new ArrayList<>();
        Fields all = changed;
        for (Json json : base) {
            Owner.Entry entry = Owner.Entry.of(json);
            if (entry.manager().isSame(writer)) {
                all = entry.fields().without(comparison.removed()).union(changed);
                if (changed.isEmpty()) {
                    keep(entry.with(all), entries);
                }
            } else {
                keep(entry.with(entry.fields().without(changed).without(comparison.removed())), entries);
            }
        }
        if (!changed.isEmpty()) {
            keep(new Owner.Entry(writer, time, all), entries);
        }
        return with(after, capped(entries));
    }

    /** Whether somebody asks to forget all owners: a list of one empty entry. */
    private static boolean isReset(List<Json> entries) {
        return entries.size() == 1 && entries.getFirst().isEmpty();
    }

    /** A status is not set through the object itself. */
    private static Fields ignored(Fields fields, Owner writer) {
        return writer.subresource().isEmpty() && fields.tree().has("f:status") ? Fields.of(fields.tree().without("f:status")) : fields;
    }

    private void keep(Owner.Entry entry, List<Owner.Entry> entries) {
        if (!entry.fields().isEmpty()) {
            entries.add(entry.json() != null ? entry : new Owner.Entry(entry.manager(), entry.time(), SHARED.get(entry.fields())));
        }
    }

    private List<Owner.Entry> capped(List<Owner.Entry> entries) {
        if (entries.size() <= MAX_UPDATERS) {
            return entries;
        }
        List<Owner.Entry> updaters = entries.stream().filter(entry -> !entry.manager().applies()).sorted(Owner.Entry.ORDER).toList();
        if (updaters.size() <= MAX_UPDATERS) {
            return entries;
        }
        List<Owner.Entry> oldest = updaters.subList(0, updaters.size() - MAX_UPDATERS + 1);
        List<Owner.Entry> left = new ArrayList<>(entries);
        left.removeAll(oldest);
        Map<String, Owner.Entry> ancient = new TreeMap<>();
        for (Owner.Entry entry : oldest) {
            Owner together = new Owner(ANCIENT, Owner.UPDATE, entry.manager().apiVersion(), "");
            ancient.merge(entry.manager().apiVersion(), new Owner.Entry(together, entry.time(), entry.fields()),
                    (a, b) -> new Owner.Entry(together, b.time(), a.fields().union(b.fields())));
        }
        left.addAll(ancient.values());
        return left;
    }

    private static KubeObject with(KubeObject object, List<Owner.Entry> entries) {
        entries.sort(Owner.Entry.ORDER);
        List<Json> sorted = new ArrayList<>();
        entries.forEach(entry -> sorted.add(entry.toJson()));
        return object.with(sorted.isEmpty() ? null : sorted, "metadata", "managedFields");
    }

    /** What is wrong with the shape of an intent. */
    public Optional<String> malformed(Schema schema, Json intent) {
        List<String> problems = Intent.of(schema, intent).problems();
        if (problems.size() > 1) {
            return Optional.of("errors:\n" + String.join("\n", problems.stream().map(problem -> "  " + problem).toList()));
        }
        return problems.stream().findFirst();
    }

    /**
     * Merges an intent that is not {@link #malformed} into the live object and gives its fields to whoever applies.
     *
     * @param live an object with nothing but its name for a creation
     * @param force takes fields from others instead of a conflict
     */
    public Applied applied(Schema schema, KubeObject live, Json intent, Owner writer, boolean force, String time) {
        Fields fields = subresource(Intent.of(schema, intent).fields(), writer);
        List<Owner.Entry> others = new ArrayList<>();
        Owner.Entry own = new Owner.Entry(writer, "", Fields.NONE);
        Fields kept = fields.union(NAMED);
        for (Json json : live.metadata().objects("managedFields")) {
            Owner.Entry entry = Owner.Entry.of(json);
            if (entry.manager().isSame(writer)) {
                own = entry;
            } else {
                others.add(entry);
                kept = kept.union(entry.fields());
            }
        }
        Json merged = Weave.merged(schema, live.tree(), identified(live, intent));
        KubeObject result = new KubeObject(Weave.pruned(schema, merged, own.fields(), kept));
        Comparison comparison = Comparison.of(schema, live.tree(), result.tree());
        List<Owner.Entry> conflicts = conflicts(others, comparison.changed());
        if (!conflicts.isEmpty() && !force && !(writer.name().equals("kubectl") && isOldClientSide(schema, live, conflicts))) {
            return conflict(conflicts);
        }
        if (comparison.isEmpty() && own.fields().equals(fields) && own.manager().equals(writer)) {
            return new Applied.Good(live);
        }
        List<Owner.Entry> entries = new ArrayList<>();
        others.forEach(entry -> keep(entry.with(entry.fields().without(comparison.changed()).without(comparison.removed())), entries));
        keep(new Owner.Entry(writer, time, fields), entries);
        return new Applied.Good(with(remembered(result, intent, writer), entries));
    }

    /** What only the server sets stays as it is, whatever the intent says. */
    private static Json identified(KubeObject live, Json intent) {
        Json metadata = intent.object("metadata");
        for (String name : List.of("creationTimestamp", "generation", "managedFields", "selfLink")) {
            metadata = metadata.with(name, live.metadata().get(name));
        }
        return intent.with("metadata", metadata);
    }

    private static Fields subresource(Fields fields, Owner writer) {
        Json tree = fields.tree();
        return switch (writer.subresource()) {
            case "" -> Fields.of(tree.without("f:status"));
            case "status" -> Fields.of(Json.of("f:status", tree.get("f:status"), "f:metadata", annotations(tree)));
            default -> fields;
        };
    }

    private static Json annotations(Json tree) {
        Object annotations = tree.at("f:metadata", "f:annotations");
        return annotations == null ? null : Json.of("f:annotations", annotations);
    }

    private static List<Owner.Entry> conflicts(List<Owner.Entry> others, Fields changed) {
        return others.stream()
                .map(entry -> new Owner.Entry(entry.manager(), entry.time(), entry.fields().intersection(changed)))
                .filter(entry -> !entry.fields().isEmpty())
                .toList();
    }

    /**
     * Whether all that conflicts was set by client-side apply and not changed since: kubectl may go over to the server's side without a conflict
     * ({@code internal/lastappliedmanager.go}).
     */
    private static boolean isOldClientSide(Schema schema, KubeObject live, List<Owner.Entry> conflicts) {
        Json last = lastApplied(live);
        if (last.isEmpty()) {
            return false;
        }
        Json merged = Weave.merged(schema, live.tree(), identified(live, last));
        Fields changed = Comparison.of(schema, live.tree(), merged).changed();
        Fields allowed = Intent.of(schema, last).fields().without(changed);
        return conflicts.stream().allMatch(entry -> entry.fields().without(allowed).isEmpty());
    }

    /** kubectl's own annotation of client-side apply stays true when kubectl goes on with server-side apply ({@code lastappliedupdater.go}). */
    private static KubeObject remembered(KubeObject object, Json intent, Owner writer) {
        boolean updates = writer.name().equals("kubectl") && object.annotation(LAST_APPLIED).isPresent();
        return updates ? object.withAnnotation(LAST_APPLIED, intent.withAt(null, "metadata", "annotations", LAST_APPLIED) + "\n") : object;
    }

    private static Json lastApplied(KubeObject live) {
        return live.annotation(LAST_APPLIED).map(text -> {
            try {
                return JsonText.object(text);
            } catch (JsonText.Malformed e) {
                return Json.EMPTY;
            }
        }).orElse(Json.EMPTY);
    }

    private static Applied conflict(List<Owner.Entry> conflicts) {
        List<Json> causes = new ArrayList<>();
        Map<String, List<String>> byManager = new TreeMap<>();
        for (Owner.Entry entry : conflicts.stream().sorted(Comparator.comparing(e -> e.manager().name())).toList()) {
            for (String path : entry.fields().paths()) {
                causes.add(Json.of("reason", "FieldManagerConflict", "message", "conflict with " + entry.manager().shown(), "field", path));
                byManager.computeIfAbsent(entry.manager().shown(), shown -> new ArrayList<>()).add(path);
            }
        }
        if (causes.size() == 1) {
            Json only = causes.getFirst();
            return new Applied.Conflict("Apply failed with 1 conflict: " + only.text("message") + ": " + only.text("field"), causes);
        }
        List<String> lines = new ArrayList<>();
        byManager.forEach((manager, paths) -> {
            lines.add("conflicts with " + manager + ":");
            paths.forEach(path -> lines.add("- " + path));
        });
        return new Applied.Conflict("Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines), causes);
    }
}
