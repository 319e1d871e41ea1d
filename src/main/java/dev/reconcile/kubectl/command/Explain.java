package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.explain.Explanation;
import dev.reconcile.kubectl.flags.Flag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code kubectl explain} ({@code kubectl/pkg/cmd/explain}). */
final class Explain implements Command {
    @Override
    public Spec spec() {
        return Spec.of("explain", "TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [--output=plaintext|plaintext-openapiv2]", "Get documentation for a resource")
                .details("Describe fields and structure of kinds.\n\n Name a field by its path: <type>.<fieldName>[.<fieldName>].")
                .examples("# What does a pod consist of?", "kubectl explain pods", "# What is this field of it?", "kubectl explain pods.spec.containers",
                        "# All fields, one per line", "kubectl explain deployment.spec --recursive")
                .flags(Flag.bool("recursive", "", false, "Print the names of all fields below, without descriptions"),
                        Flag.text("api-version", "", "", "Explain the kind in this API version (group/version)"),
                        Flag.text("output", "o", "plaintext", "Format in which to render the schema (plaintext, plaintext-openapiv2)"));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (call.arguments().isEmpty()) {
            throw CommandFailure.error("You must specify the type of resource to explain. Use \"kubectl api-resources\" for a complete list of supported resources.");
        }
        if (call.arguments().size() > 1) {
            throw CommandFailure.error("We accept only this format: explain RESOURCE");
        }
        String output = call.flags().text("output");
        if (!List.of("plaintext", "plaintext-openapiv2").contains(output)) {
            throw CommandFailure.error("unrecognized format: " + output);
        }
        List<String> words = new ArrayList<>(Arrays.asList(call.arguments().getFirst().split("[./]")));
        String resource = words.removeFirst();
        Kind kind = call.resources().requireBare(resource);
        Kind wanted = version(call, kind, resource);
        String group = wanted.group();
        if (!group.isEmpty() && String.join(".", words).startsWith(group)) {
            words.subList(0, group.split("\\.").length).clear();
        }
        Optional<String> text = Explanation.of(wanted, words, call.flags().is("recursive"));
        call.out().write(text.orElse(Explanation.head(wanted)));
        if (text.isEmpty()) {
            throw CommandFailure.error("field \"" + words.getLast() + "\" does not exist");
        }
        return Step.OK;
    }

    private static Kind version(Call call, Kind kind, String resource) throws CommandFailure {
        String version = call.flags().text("api-version");
        if (version.isEmpty() || version.equals(kind.apiVersion())) {
            return kind;
        }
        return call.client().kinds().all().stream()
                .filter(other -> other.apiVersion().equals(version) && (other.plural().equals(resource) || other.plural().equals(kind.plural())))
                .findFirst()
                .orElseThrow(() -> CommandFailure.error("couldn't find resource for \"" + version + ", Resource=" + kind.plural() + "\""));
    }
}
