package dev.reconcile.api;

import java.util.List;
import java.util.Optional;

/** Which values the options of writes may have ({@code apimachinery/pkg/apis/meta/v1/validation}). */
final class WriteOptions {
    /** Bytes of a field manager's name. */
    private static final int MAX_MANAGER = 128;

    private WriteOptions() {}

    static Optional<Status> problem(Request request) {
        String kind = switch (request.verb()) {
            case CREATE -> "CreateOptions";
            case UPDATE -> "UpdateOptions";
            case PATCH -> "PatchOptions";
            case GET, LIST, WATCH, DELETE, DELETE_COLLECTION -> "";
        };
        if (kind.isEmpty() || request.options() == Options.NONE) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        check(request, problems);
        return problems.isEmpty() ? Optional.empty() : Optional.of(Status.invalid(kind + ".meta.k8s.io", "", problems.found()));
    }

    private static void check(Request request, Problems problems) {
        Options options = request.options();
        if (request.patch() != null && request.patch().type() != Patch.Type.APPLY && options.values().has("force")) {
            problems.forbidden("force", "may not be specified for non-apply patch");
        }
        String manager = options.fieldManager();
        if (manager.length() > MAX_MANAGER) {
            problems.tooLong("fieldManager", MAX_MANAGER);
        }
        if (manager.chars().anyMatch(c -> c < 32 || c == 127)) {
            problems.invalid("fieldManager", manager, "should only contain printable characters");
        }
        List<String> dryRun = options.values().texts("dryRun");
        if (dryRun.stream().anyMatch(value -> !value.equals("All"))) {
            problems.notSupported("dryRun", dryRun, List.of("All"));
        }
        String validation = options.values().textOrEmpty("fieldValidation");
        if (!List.of("", "Ignore", "Strict", "Warn").contains(validation)) {
            problems.notSupported("fieldValidation", validation, List.of("", "Ignore", "Strict", "Warn"));
        }
    }
}
