package dev.reconcile.web.kube;

import dev.reconcile.api.Options;
import dev.reconcile.model.Json;
import java.util.List;

/** Reads the query string as options of the API. */
final class Parameters {
    private static final List<String> LISTS = List.of("command", "dryRun");
    private static final List<String> NUMBERS = List.of("gracePeriodSeconds", "limit");
    private static final List<String> FLAGS = List.of("allowWatchBookmarks", "force", "orphanDependents", "sendInitialEvents");

    private Parameters() {}

    static Options of(HttpCall call) {
        Json values = Json.EMPTY;
        for (String name : call.query().keySet()) {
            values = values.with(name, value(call, name));
        }
        return as(call, values);
    }

    /** Whom the client wants to be, which does not stand in the query: {@code kubectl --as}, with a header for each group. */
    static Options as(HttpCall call, Json values) {
        String user = call.header("Impersonate-User");
        return new Options(values
                .with("impersonateUser", user.isEmpty() ? null : user)
                .with("impersonateGroups", user.isEmpty() ? null : call.headers("Impersonate-Group")));
    }

    private static Object value(HttpCall call, String name) {
        String text = call.parameter(name);
        if (LISTS.contains(name)) {
            return call.parameters(name);
        }
        if (NUMBERS.contains(name)) {
            return text.matches("-?\\d{1,18}") ? Long.valueOf(text) : null;
        }
        return FLAGS.contains(name) ? (Object) call.flag(name) : text;
    }
}
