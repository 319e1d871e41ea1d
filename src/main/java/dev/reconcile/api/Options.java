package dev.reconcile.api;

import dev.reconcile.model.Json;
import java.util.List;
import java.util.Optional;

/** The query parameters and delete options of a request, by Kubernetes' own names. */
public record Options(Json values) {
    public static final Options NONE = new Options(Json.EMPTY);

    /** What to do with fields that the kind does not have. */
    public enum FieldValidation { STRICT, WARN, IGNORE }

    /** Name, value, name, value, … */
    public static Options of(Object... pairs) {
        return new Options(Json.of(pairs));
    }

    public Options with(String name, Object value) {
        return new Options(values.with(name, value));
    }

    public boolean dryRun() {
        return values.texts("dryRun").contains("All") || "All".equals(values.text("dryRun"));
    }

    public String fieldManager() {
        return values.textOrEmpty("fieldManager");
    }

    /** Server-side apply takes fields from other managers. */
    public boolean force() {
        return values.isTrue("force");
    }

    /** The server's default is Warn (apiserver {@code handlers/create.go}). */
    public FieldValidation fieldValidation() {
        return switch (values.textOrEmpty("fieldValidation")) {
            case "Strict" -> FieldValidation.STRICT;
            case "Ignore" -> FieldValidation.IGNORE;
            default -> FieldValidation.WARN;
        };
    }

    /** Fields that the body's text gave more than once, by path: what a JSON reader has found. */
    public List<String> repeatedFields() {
        return values.texts("repeatedFields");
    }

    /** The same of a YAML text, as upstream's reader words it: {@code line 7: key "image" already set in map}. */
    public List<String> repeatedKeys() {
        return values.texts("repeatedKeys");
    }

    public String labelSelector() {
        return values.textOrEmpty("labelSelector");
    }

    public String fieldSelector() {
        return values.textOrEmpty("fieldSelector");
    }

    /** At most so many items; 0 for all. */
    public long limit() {
        return values.number(0, "limit");
    }

    public String continueToken() {
        return values.textOrEmpty("continue");
    }

    public String resourceVersion() {
        return values.textOrEmpty("resourceVersion");
    }

    /** Exact or NotOlderThan; empty for what the other options imply. */
    public String resourceVersionMatch() {
        return values.textOrEmpty("resourceVersionMatch");
    }

    public boolean allowWatchBookmarks() {
        return values.isTrue("allowWatchBookmarks");
    }

    /** Whether a watch begins with what there is; empty for what its resourceVersion implies. */
    public Optional<Boolean> sendInitialEvents() {
        return values.get("sendInitialEvents") instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
    }

    /** Seconds; empty for the object's own. */
    public Optional<Long> gracePeriodSeconds() {
        return values.number("gracePeriodSeconds");
    }

    /** Background, Foreground or Orphan; empty for the kind's own. */
    public String propagationPolicy() {
        return values.textOrEmpty("propagationPolicy");
    }

    /** The older form of {@link #propagationPolicy}. */
    public Optional<Boolean> orphanDependents() {
        return values.get("orphanDependents") instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
    }

    /** The user whose rights count instead of the caller's own; empty for nobody. */
    public String impersonatedUser() {
        return values.textOrEmpty("impersonateUser");
    }

    public List<String> impersonatedGroups() {
        return values.texts("impersonateGroups");
    }

    public Json preconditions() {
        return values.object("preconditions");
    }

    /** The known names, for a reader of query strings. */
    public static List<String> names() {
        return List.of("allowWatchBookmarks", "continue", "dryRun", "fieldManager", "fieldSelector", "fieldValidation", "force",
                "gracePeriodSeconds", "labelSelector", "limit", "orphanDependents", "preconditions", "propagationPolicy", "resourceVersion",
                "resourceVersionMatch", "sendInitialEvents");
    }
}
