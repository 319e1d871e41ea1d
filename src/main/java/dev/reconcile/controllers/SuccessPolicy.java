package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Optional;

/** When an Indexed Job has succeeded although not all of its indexes have ({@code pkg/controller/job/success_policy.go}). */
final class SuccessPolicy {
    private SuccessPolicy() {}

    /** Which rule is met, in upstream's words. */
    static Optional<String> met(KubeObject job, Indexes succeeded) {
        List<Json> rules = job.spec().objects("successPolicy", "rules");
        for (int i = 0; i < rules.size() && succeeded.total() > 0; i++) {
            if (isMet(rules.get(i), succeeded, (int) job.spec().number(0, "completions"))) {
                return Optional.of("Matched rules at index " + i);
            }
        }
        return Optional.empty();
    }

    private static boolean isMet(Json rule, Indexes succeeded, int completions) {
        Optional<Long> count = rule.number("succeededCount");
        if (!rule.has("succeededIndexes")) {
            return count.map(wanted -> succeeded.total() >= wanted).orElse(false);
        }
        Indexes required = Indexes.parse(rule.textOrEmpty("succeededIndexes"), completions);
        int common = succeeded.common(required);
        return required.total() > 0 && (common == required.total() || count.map(wanted -> common >= wanted).orElse(false));
    }
}
