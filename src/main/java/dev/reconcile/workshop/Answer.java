package dev.reconcile.workshop;

/** What a session answers to a person: a value, or why not. */
public sealed interface Answer<T> {
    record Good<T>(T value) implements Answer<T> {}

    record Bad<T>(Problem problem) implements Answer<T> {}

    static <T> Answer<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Answer<T> bad(Problem.Code code, Object... args) {
        return new Bad<>(new Problem(code, args));
    }
}
