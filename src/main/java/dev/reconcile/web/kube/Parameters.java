package dev.reconcile.web.kube;

import dev.reconcile.api.Options;
import dev.reconcile.model.Json;
import java.util.List;

/** Reads the query string, and the body of a deletion, as options of the API. */
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
        return new Options(as(call, values.without("impersonateUser").without("impersonateGroups")));
    }

    /** {@code kubectl --as}, which names one group a header at most, as far as headers are kept apart here. */
    private static Json as(HttpCall call, Json values) {
        String user = call.header("Impersonate-User");
        String group = call.header("Impersonate-Group");
        return user.isEmpty() ? values : values.with("impersonateUser", user).with("impersonateGroups", group.isEmpty() ? null : List.of(group));
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

    /** The fields of a {@code DeleteOptions} body beside those of the query; the body wins. */
    static Options with(Options options, Json deleteOptions) {
        Options merged = options;
        for (String name : List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "preconditions", "propagationPolicy")) {
            Object value = deleteOptions.get(name);
            merged = value == null ? merged : merged.with(name, value);
        }
        return merged;
    }
}
