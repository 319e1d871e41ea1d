package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import java.util.List;

/** Cuts a list into pages by {@code limit} and {@code continue}. */
final class Pages {
    private Pages() {}

    /** The token names the revision and the last object of the page before; names after it follow. */
    static Reply of(Kind kind, List<KubeObject> found, Options options, long revision) {
        List<KubeObject> left = found;
        if (!options.continueToken().isEmpty()) {
            String after = options.continueToken();
            left = found.stream().filter(object -> path(object).compareTo(after) > 0).toList();
        }
        if (options.limit() <= 0 || left.size() <= options.limit()) {
            return new Reply.Many(kind, left, revision, "", 0);
        }
        List<KubeObject> page = left.subList(0, (int) options.limit());
        return new Reply.Many(kind, List.copyOf(page), revision, path(page.getLast()), left.size() - page.size());
    }

    private static String path(KubeObject object) {
        return object.namespace() + "/" + object.name();
    }
}
