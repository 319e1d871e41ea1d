package dev.reconcile.shell;

import java.util.List;

/** The tree of a parsed command. */
sealed interface Command {
    /**
     * {@code name=value}, or in bash one element of an array or a whole one.
     *
     * @param subscript null where none is written
     * @param append whether {@code +=} is written
     * @param value null where {@code elements} is not
     * @param elements what stands in parentheses, or null
     */
    record Assignment(String name, Word subscript, boolean append, Word value, List<Word> elements) {}

    /** {@code declared}: the arrays that a declaration such as {@code local a=(x y)} fills. */
    record Simple(List<Assignment> assignments, List<Word> words, List<Assignment> declared, List<Redirect> redirects, int line) implements Command {}

    record Sequence(List<Command> commands) implements Command {}

    /** Stages that run side by side, each one's output being the next one's input. */
    record Pipeline(List<Command> stages, int line) implements Command {}

    record Not(Command command) implements Command {}

    /** bash's {@code time}, whose {@code -p} shows the times as POSIX has them. */
    record Timed(Command command, boolean posix) implements Command {}

    /** Runs each command after the first only where the success so far is the one that its place asks for: {@code &&} or {@code ||}. */
    record Chain(List<Command> commands, List<Boolean> whenSuccess) implements Command {}

    record Subshell(Command body, int line) implements Command {}

    /** {@code text} is how it was written. */
    record Background(Command body, String text, int line) implements Command {}

    record Redirected(Command command, List<Redirect> redirects, int line) implements Command {}

    /** {@code [[ … ]]}. */
    record Conditional(List<Token> tokens, int line) implements Command {}

    /** One part of a conditional: an operator, or where that is empty a word. */
    record Token(String operator, Word word) {}

    /** The last branch's condition is null where it is an {@code else}. */
    record If(List<Branch> branches) implements Command {}

    record Branch(Command condition, Command body) {}

    /** Runs the body while the condition's success equals {@code whileSuccess}. */
    record Loop(boolean whileSuccess, Command condition, Command body) implements Command {}

    /** Without {@code in} the words are null and the positional parameters are meant. */
    record For(String name, List<Word> words, Command body, int line) implements Command {}

    /** {@code for ((start; condition; step))}. */
    record Counting(Command start, Command condition, Command step, Command body) implements Command {}

    record Case(Word subject, List<Item> items, int line) implements Command {}

    /** In bash, {@code falls} ({@code ;&}) goes on with the next body, {@code tests} ({@code ;;&}) with the next patterns. */
    record Item(List<Word> patterns, Command body, boolean falls, boolean tests) {
        boolean ends() {
            return falls || tests;
        }
    }

    record Definition(String name, Command body) implements Command {}
}
