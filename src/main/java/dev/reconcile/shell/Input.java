package dev.reconcile.shell;

import java.util.Optional;

/** What a process reads: text, part of which may not have arrived yet. */
public interface Input {
    /** Whether reading makes sense now: something has arrived, or the end is reached. Otherwise wait with {@link Progress#forInput}. */
    boolean ready();

    /** Grows whenever something arrives or the end becomes known. */
    default long arrivals() {
        return 0;
    }

    /** Whether nothing is left and nothing will come. */
    boolean ended();

    /** Takes what has arrived, at most that many characters; {@code ""} where nothing has. */
    String take(int most);

    /** Takes one line with its newline, or the unfinished rest at the end; empty while neither has arrived, and at the end. */
    Optional<String> takeLine();

    /** A reader that has seen the end is gone: in a terminal the next one reads on. */
    default void resume() {}

    /** Whether a person types here, so that prompts make sense. */
    default boolean isTyped() {
        return false;
    }

    /** Takes everything that has arrived. */
    default String takeAll() {
        return take(Integer.MAX_VALUE);
    }
}
