package dev.reconcile.api;

import java.util.List;
import java.util.Optional;

/** Which options lists and watches may have together ({@code apimachinery/pkg/apis/meta/internalversion/validation}). */
final class ListRules {
    private static final String MATCH = "resourceVersionMatch";
    private static final String INITIAL = "sendInitialEvents";
    private static final String EXACT = "Exact";
    private static final String NOT_OLDER = "NotOlderThan";
    private static final String WITH_CONTINUE = "resourceVersionMatch is forbidden when continue is provided";

    private ListRules() {}

    static Optional<Status> problem(Options options, boolean watch) {
        Problems problems = new Problems();
        if (watch) {
            watch(options, problems);
        } else {
            list(options, problems);
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(Status.invalid("ListOptions.meta.k8s.io", "", problems.found()));
    }

    private static void list(Options options, Problems problems) {
        String match = options.resourceVersionMatch();
        if (!match.isEmpty()) {
            if (options.resourceVersion().isEmpty()) {
                problems.forbidden(MATCH, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            }
            if (!options.continueToken().isEmpty()) {
                problems.forbidden(MATCH, WITH_CONTINUE);
            }
            if (!match.equals(EXACT) && !match.equals(NOT_OLDER)) {
                problems.notSupported(MATCH, match, List.of(EXACT, NOT_OLDER, ""));
            }
            if (match.equals(EXACT) && options.resourceVersion().equals("0")) {
                problems.forbidden(MATCH, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
            }
        }
        if (options.sendInitialEvents().isPresent()) {
            problems.forbidden(INITIAL, "sendInitialEvents is forbidden for list");
        }
    }

    private static void watch(Options options, Problems problems) {
        String match = options.resourceVersionMatch();
        boolean initial = options.sendInitialEvents().isPresent();
        if (initial && !match.equals(NOT_OLDER)) {
            problems.forbidden(MATCH, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
        if (match.isEmpty()) {
            return;
        }
        if (!initial) {
            problems.forbidden(MATCH, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }
        if (!match.equals(NOT_OLDER)) {
            problems.notSupported(MATCH, match, List.of(NOT_OLDER));
        }
        if (!options.continueToken().isEmpty()) {
            problems.forbidden(MATCH, WITH_CONTINUE);
        }
    }
}
