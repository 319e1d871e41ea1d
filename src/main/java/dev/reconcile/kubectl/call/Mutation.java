package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What commands that change objects share: {@code --dry-run}, {@code --validate}, and the line or object that they print. */
public final class Mutation {
    /** Whether the change is only tried. */
    public enum DryRun { NONE, CLIENT, SERVER }

    private Mutation() {}

    public static List<Flag> flags(Flag... more) {
        List<Flag> flags = new ArrayList<>(Arrays.asList(more));
        flags.add(dryRun());
        flags.addAll(printing());
        return flags;
    }

    /** As {@link #flags}, with that preset of {@code --field-manager}. */
    public static List<Flag> managedBy(String manager, Flag... more) {
        List<Flag> flags = flags(more);
        flags.add(Flag.text("field-manager", "", manager, "Name of the manager used to track field ownership."));
        return flags;
    }

    public static Flag dryRun() {
        return Flag.optional("dry-run", "none", "unchanged", "Must be \"none\", \"server\", or \"client\": whether to change anything, and who tries it.");
    }

    public static List<Flag> printing() {
        return List.of(
                Flag.text("output", "o", "", "Output format. One of: (json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath,"
                        + " jsonpath-as-json, jsonpath-file)."),
                Flag.text("template", "", "", "Template, or path of a template file, for -o=go-template and -o=go-template-file."),
                Flag.bool("show-managed-fields", "", false, "Keep the managedFields when printing objects in JSON or YAML format."),
                Flag.bool("allow-missing-template-keys", "", true, "Ignore errors in templates when a field or map key is missing."));
    }

    public static List<Flag> files(String purpose) {
        return List.of(
                Flag.list("filename", "f", "Filename, directory, or - for standard input, " + purpose),
                Flag.text("kustomize", "k", "", "Process the kustomization directory. This flag can't be used together with -f or -R."),
                Flag.bool("recursive", "R", false, "Process the directory used in -f, --filename recursively."));
    }

    public static Flag validate() {
        return Flag.optional("validate", "strict", "strict",
                "Must be one of: strict (or true), warn, ignore (or false): what to do with fields that the kind does not have.");
    }

    public static Flag selector() {
        return Flag.text("selector", "l", "", "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin' (e.g. -l key1=value1,key2=value2).");
    }

    public static Flag all(String purpose) {
        return Flag.bool("all", "", false, purpose);
    }

    public static DryRun dryRun(Call call) throws CommandFailure {
        if (!call.flags().knows("dry-run")) {
            return DryRun.NONE;
        }
        return switch (call.flags().text("dry-run")) {
            case "none", "false" -> DryRun.NONE;
            case "client" -> DryRun.CLIENT;
            case "server" -> DryRun.SERVER;
            case "unchanged" -> throw CommandFailure.error("--dry-run flag without a value was specified. A value must be set: \"none\", \"server\", or \"client\".");
            default -> throw CommandFailure.error("Invalid dry-run value (" + call.flags().text("dry-run") + "). Must be \"none\", \"server\", or \"client\".");
        };
    }

    /** The options of a write: dry run, and what to do with unknown fields. */
    public static Options options(Call call) throws CommandFailure {
        Options options = Options.of("fieldManager", call.flags().filled("field-manager").orElse("kubectl"));
        if (call.flags().knows("validate")) {
            options = options.with("fieldValidation", validation(call));
        }
        return dryRun(call) == DryRun.SERVER ? options.with("dryRun", List.of("All")) : options;
    }

    /** {@code Strict}, {@code Warn} or {@code Ignore}. */
    public static String validation(Call call) throws CommandFailure {
        String validate = call.flags().text("validate");
        return switch (validate) {
            case "strict", "true" -> "Strict";
            case "warn" -> "Warn";
            case "ignore", "false" -> "Ignore";
            default -> throw CommandFailure.error("invalid - validate option \"" + validate + "\"; must be one of: strict (or true), warn, ignore (or false)");
        };
    }

    /** Prints {@code deployment.apps/nginx scaled}, or the object in the format that was asked for. */
    public static void print(Call call, Kind kind, KubeObject object, String operation) throws CommandFailure {
        if (call.flags().filled("output").isPresent()) {
            call.out().write(ObjectPrinter.ofMutation(call).one(kind, object));
            return;
        }
        String tried = switch (dryRun(call)) {
            case NONE -> "";
            case CLIENT -> " (dry run)";
            case SERVER -> " (server dry run)";
        };
        String done = operation.isEmpty() ? "" : " " + operation;
        call.out().line(Resources.named(kind, object.name()) + done + tried);
    }
}
