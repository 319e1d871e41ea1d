package dev.reconcile.kubectl.call;

import java.util.List;

/** One kubectl command. */
public interface Command {
    Spec spec();

    Step run(Call call) throws CommandFailure;

    /** The commands below this one, in the order of help. */
    default List<Command> below() {
        return List.of();
    }

    default List<String> aliases() {
        return List.of();
    }

    /** Whether it only groups the commands below it. */
    default boolean isGroup() {
        return false;
    }
}
