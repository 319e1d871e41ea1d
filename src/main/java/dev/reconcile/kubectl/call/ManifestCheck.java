package dev.reconcile.kubectl.call;

import java.util.ArrayList;
import java.util.List;

/** What kubectl checks of manifests before it sends them: that they name a kind at all. The rest is the API's. */
public final class ManifestCheck {
    private ManifestCheck() {}

    public static void check(Call call) throws CommandFailure {
        if (Mutation.validation(call).equals("Ignore")) {
            return;
        }
        boolean recursive = call.flags().is("recursive");
        for (Manifests.Document document : readable(call, recursive)) {
            List<String> missing = new ArrayList<>();
            for (String field : List.of("apiVersion", "kind")) {
                if (document.object().textOrEmpty(field).isEmpty()) {
                    missing.add(field + " not set");
                }
            }
            if (!missing.isEmpty()) {
                String problems = missing.size() == 1 ? missing.getFirst() : "[" + String.join(", ", missing) + "]";
                throw CommandFailure.error("error validating \"" + document.source() + "\": error validating data: " + problems
                        + "; if you choose to ignore these errors, turn validation off with --validate=false");
            }
        }
    }

    /** The documents up to one that cannot be read; whoever works with them complains about that. */
    private static List<Manifests.Document> readable(Call call, boolean recursive) {
        List<Manifests.Document> documents = new ArrayList<>();
        try {
            Manifests.read(call.invocation(), call.flags().list("filename"), recursive, call.input(), documents);
            return documents;
        } catch (CommandFailure later) {
            return documents;
        }
    }
}
