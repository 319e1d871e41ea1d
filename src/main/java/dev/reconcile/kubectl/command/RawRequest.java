package dev.reconcile.kubectl.command;

import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.shell.FileProblem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code --raw} of create, replace and delete: one file goes to a path of the server as it is ({@code kubectl/pkg/rawhttp/raw.go}). */
final class RawRequest {
    private RawRequest() {}

    static Flag flag(String method) {
        return Flag.text("raw", "", "", "Raw URI to " + method + " to the server.");
    }

    static boolean isAsked(Call call) {
        return call.flags().filled("raw").isPresent();
    }

    static Step send(Call call, Verb verb) throws CommandFailure {
        check(call, verb != Verb.DELETE);
        List<String> files = call.flags().list("filename");
        String raw = call.flags().text("raw");
        if (files.isEmpty()) {
            return RawPaths.answer(call, verb, raw, "");
        }
        String file = files.getFirst();
        if (file.equals("-")) {
            return call.withInput(() -> RawPaths.answer(call, verb, raw, call.input()));
        }
        String path = call.invocation().path(file);
        Optional<FileProblem> problem = call.invocation().files().problemReading(path);
        if (problem.isPresent()) {
            throw CommandFailure.error("open " + file + ": " + problem.get().text().toLowerCase(Locale.ROOT));
        }
        return RawPaths.answer(call, verb, raw, call.invocation().files().content(path).orElse(""));
    }

    private static void check(Call call, boolean needsFile) throws CommandFailure {
        Values flags = call.flags();
        List<String> files = flags.list("filename");
        if (flags.knows("edit") && flags.is("edit")) {
            throw CommandFailure.error("--raw and --edit are mutually exclusive");
        }
        if (files.size() > 1 || needsFile && files.isEmpty()) {
            throw CommandFailure.error("--raw can only use a single local file or stdin");
        }
        if (files.stream().anyMatch(file -> file.startsWith("http://") || file.startsWith("https://"))) {
            throw CommandFailure.error("--raw cannot read from a url");
        }
        if (flags.is("recursive")) {
            throw CommandFailure.error("--raw and --recursive are mutually exclusive");
        }
        if (needsFile && flags.filled("selector").isPresent()) {
            throw CommandFailure.error("--raw and --selector (-l) are mutually exclusive");
        }
        if (flags.filled("output").isPresent()) {
            throw CommandFailure.error("--raw and --output are mutually exclusive");
        }
        if (!flags.text("raw").startsWith("/")) {
            throw CommandFailure.error("--raw must be a valid URL path: parse \"" + flags.text("raw") + "\": invalid URI for request");
        }
    }
}
