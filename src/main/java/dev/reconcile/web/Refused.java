package dev.reconcile.web;

import dev.reconcile.workshop.Answer;
import dev.reconcile.workshop.Problem;

/** Leaves a REST method with what a person did wrong; {@link Failures} turns it into the response. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refused(Problem problem) {
        super(problem.code().name(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** The value, or this exception. */
    static <T> T unless(Answer<T> answer) {
        return switch (answer) {
            case Answer.Good<T> good -> good.value();
            case Answer.Bad<T> bad -> throw new Refused(bad.problem());
        };
    }
}
