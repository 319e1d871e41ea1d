package dev.reconcile.shell;

import java.util.List;

/** One step of compiled shell code. Targets are indexes of steps; {@code tested} tells {@code set -e} to let a failure pass. */
sealed interface Step {
    /** Steps from (inclusive) to (exclusive). */
    record Range(int from, int to) {}

    record Run(Command.Simple command, boolean tested) implements Step {}

    record RunStages(List<Range> stages, boolean tested, int line) implements Step {}

    /** {@code [[ … ]]}. */
    record Evaluate(List<Command.Token> tokens, boolean tested, int line) implements Step {}

    record RunSubshell(Range body, boolean tested, int line) implements Step {}

    /** Runs beside the shell; the text is what {@code jobs} shows. */
    record RunBackground(Range body, String text, int line) implements Step {}

    record Jump(int target) implements Step {}

    record JumpIf(boolean success, int target) implements Step {}

    record Negate() implements Step {}

    record TimeStart() implements Step {}

    record TimeEnd(boolean posix) implements Step {}

    record Succeed() implements Step {}

    record Redirected(List<Redirect> redirects, int line) implements Step {}

    record RedirectedEnd() implements Step {}

    /** A loop whose {@link LoopEnd} is at {@code end}, and which {@code continue} goes on with at {@code again}. */
    record LoopStart(int again, int end) implements Step {}

    record ForStart(List<Word> words, int again, int end, int line) implements Step {}

    /** Sets the variable to the next item, or goes to the end. */
    record NextItem(String name, int end) implements Step {}

    record BodyDone(int again) implements Step {}

    record LoopEnd() implements Step {}

    record CaseStart(Word subject, int line) implements Step {}

    record CaseTest(List<Word> patterns, int otherwise) implements Step {}

    record CaseEnd() implements Step {}

    record Define(String name, Range body) implements Step {}
}
