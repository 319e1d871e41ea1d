package dev.reconcile.store;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import dev.reconcile.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Entries of the log as JSON: the journal's form and, with texts added, the browser's. A change carries the whole object when it is added and
 * a merge patch from the version before otherwise, so a reader folds them in order.
 */
public final class EntryJson {
    private EntryJson() {}

    public static Json write(Entry entry) {
        Json body = switch (entry.body()) {
            case Body.Act act -> Json.of("type", "act", "kind", lower(act.kind()), "text", act.text(),
                    "details", act.details().isEmpty() ? null : act.details());
            case Body.Read read -> Json.of("type", "read", "verb", read.verb(), "resource", read.resource(),
                    "namespace", read.namespace(), "name", read.name());
            case Body.Change change -> change(change);
            case Body.Decision decision -> Json.of("type", "decision", "controller", decision.controller(), "key", decision.key(),
                    "saw", decision.saw(), "wanted", decision.wanted(),
                    "steps", decision.steps().stream().map(EntryJson::step).toList());
            case Body.Refusal refusal -> Json.of("type", "refusal", "target", refusal.target(), "code", refusal.code(),
                    "reason", refusal.reason(), "message", refusal.message());
            case Body.FileChanged file -> Json.of("type", "file", "kind", lower(file.kind()), "path", file.path(), "content", file.content(),
                    "executable", file.executable() ? true : null);
            case Body.Output output -> Json.of("type", "output", "stream", lower(output.stream()), "text", output.text());
            case Body.Exit exit -> Json.of("type", "exit", "code", exit.code(), "directory", exit.directory());
            case Body.Achieved achieved -> Json.of("type", "achieved", "exercise", achieved.exercise(), "item", achieved.item());
        };
        return body.with("position", entry.position())
                .with("time", entry.time())
                .with("actor", entry.actor())
                .with("cause", entry.cause());
    }

    private static Json change(Body.Change change) {
        KubeObject after = change.after();
        boolean added = change.kind() == Body.ChangeKind.ADDED;
        return Json.of(
                "type", "change",
                "verb", change.kind().name(),
                "apiVersion", after.apiVersion(),
                "kind", after.kind(),
                "resource", change.key().resource(),
                "namespace", change.key().namespace(),
                "name", change.key().name(),
                "uid", after.uid(),
                "object", added ? after.tree() : null,
                "patch", added ? null : MergePatch.between(change.before().tree(), after.tree()));
    }

    private static Json step(Body.Step step) {
        return Json.of("action", step.action(), "target", step.target(), "reason", step.reason().id(), "args", step.reason().args());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #write} wrote. {@code before} looks up the version that a change's patch starts from. */
    public static Entry read(Json json, View before) {
        Body body = switch (json.textOrEmpty("type")) {
            case "act" -> new Body.Act(constant(Body.ActKind.class, json, "kind"), json.textOrEmpty("text"),
                    json.object("details"));
            case "read" -> new Body.Read(json.textOrEmpty("verb"), json.textOrEmpty("resource"), json.textOrEmpty("namespace"),
                    json.textOrEmpty("name"));
            case "change" -> readChange(json, before);
            case "decision" -> new Body.Decision(json.textOrEmpty("controller"), json.textOrEmpty("key"), json.object("saw"),
                    json.object("wanted"), steps(json));
            case "refusal" -> new Body.Refusal(json.textOrEmpty("target"), (int) json.number(0, "code"), json.textOrEmpty("reason"),
                    json.textOrEmpty("message"));
            case "file" -> new Body.FileChanged(constant(Body.FileChangeKind.class, json, "kind"), json.textOrEmpty("path"),
                    json.textOrEmpty("content"), json.isTrue("executable"));
            case "output" -> new Body.Output(constant(Body.Stream.class, json, "stream"), json.textOrEmpty("text"));
            case "exit" -> new Body.Exit((int) json.number(0, "code"), json.textOrEmpty("directory"));
            case "achieved" -> new Body.Achieved(json.textOrEmpty("exercise"), json.textOrEmpty("item"));
            default -> throw new IllegalArgumentException("an entry of type " + json.get("type"));
        };
        return new Entry(json.number(0, "position"), json.number(0, "time"), json.textOrEmpty("actor"), json.number(0, "cause"), body);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Json json, String name) {
        return Enum.valueOf(type, json.textOrEmpty(name).toUpperCase(Locale.ROOT));
    }

    private static Body.Change readChange(Json json, View view) {
        ObjectKey key = new ObjectKey(json.textOrEmpty("resource"), json.textOrEmpty("namespace"), json.textOrEmpty("name"));
        Body.ChangeKind kind = Body.ChangeKind.valueOf(json.textOrEmpty("verb"));
        if (kind == Body.ChangeKind.ADDED) {
            return new Body.Change(kind, key, null, new KubeObject(json.object("object")));
        }
        Optional<KubeObject> before = view.get(key);
        if (before.isEmpty()) {
            throw new IllegalStateException("the log changes " + key + ", which does not exist there");
        }
        KubeObject after = new KubeObject(MergePatch.apply(before.get().tree(), json.object("patch")));
        return new Body.Change(kind, key, before.get(), after);
    }

    private static List<Body.Step> steps(Json json) {
        List<Body.Step> steps = new ArrayList<>();
        for (Json step : json.objects("steps")) {
            steps.add(new Body.Step(step.textOrEmpty("action"), step.textOrEmpty("target"),
                    new Reason(step.textOrEmpty("reason"), step.object("args"))));
        }
        return steps;
    }
}
