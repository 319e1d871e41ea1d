package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One level of what a shell is executing: a script, a function, an {@code eval}. Where it stands is the number of the next step. */
final class Frame {
    enum Kind {
        /** A text read command by command; when it ends, so does the shell (or the command line). */
        SCRIPT,
        /** Steps of the shell that forked this one. */
        SUBSHELL,
        FUNCTION,
        EVAL,
        /** A script read by {@code .}. */
        SOURCED,
        TRAP
    }

    /** What {@code break} has to leave behind. */
    sealed interface Scope {
        final class Loop implements Scope {
            final int again;
            final int end;
            final List<String> items;
            int next;
            int status;

            Loop(int again, int end, List<String> items) {
                this.again = again;
                this.end = end;
                this.items = items;
            }
        }

        record Subject(String text) implements Scope {}

        /** Since that virtual time, in milliseconds. */
        record Timed(long since) implements Scope {}

        /** The descriptors as they were outside. */
        record Descriptors(Channel[] before) implements Scope {}
    }

    final Kind kind;
    /** The text that commands are read from, or null where only steps run. */
    String source;
    int sourcePosition;
    int sourceLine = 1;
    Unit unit;
    int body;
    int next;
    int end;
    final Deque<Scope> scopes = new ArrayDeque<>();
    /** Whether {@code set -e} lets failures pass here. */
    boolean tested;
    /** Of the caller of a function or of a script with arguments; null where they are not changed. */
    List<String> positionalBefore;
    /** Variables of the caller that {@code local} or an assignment before the call hides; a null value: was not there. */
    final SortedMap<String, Variables.Variable> hidden = new TreeMap<>();
    /** {@code $?} before a trap. */
    int statusBefore;

    Frame(Kind kind, String source) {
        this.kind = kind;
        this.source = source;
    }

    static Frame steps(Kind kind, Unit unit, int body, Step.Range range) {
        Frame frame = new Frame(kind, null);
        frame.run(unit, body, range);
        return frame;
    }

    void run(Unit itsUnit, int itsBody, Step.Range range) {
        unit = itsUnit;
        body = itsBody;
        next = range.from();
        end = range.to();
    }

    /** Runs a whole unit. */
    void run(Unit itsUnit) {
        run(itsUnit, 0, new Step.Range(0, itsUnit.code(0).steps().size()));
    }

    boolean atEnd() {
        return unit == null || next >= end;
    }

    Step step() {
        return unit.code(body).steps().get(next);
    }

    Scope.Loop loop() {
        return (Scope.Loop) scopes.getFirst();
    }

    // saving

    Json save(List<Unit> units, Channels channels) {
        List<Json> savedScopes = new ArrayList<>();
        scopes.forEach(scope -> savedScopes.add(save(scope, channels)));
        TreeMap<String, Json> savedHidden = new TreeMap<>();
        hidden.forEach((name, variable) -> savedHidden.put(name, variable == null ? Json.EMPTY : Json.of("variable", variable.save())));
        return Json.of("kind", kind.name(), "source", source, "position", sourcePosition, "line", sourceLine,
                "unit", unit == null ? null : ShellState.number(unit, units), "body", body, "next", next, "end", end, "scopes", savedScopes,
                "tested", tested ? true : null, "positionalBefore", positionalBefore, "hidden", Json.copyOf(savedHidden), "statusBefore", statusBefore);
    }

    private static Json save(Scope scope, Channels channels) {
        return switch (scope) {
            case Scope.Loop loop -> Json.of("again", loop.again, "end", loop.end, "items", loop.items, "next", loop.next, "status", loop.status);
            case Scope.Subject subject -> Json.of("subject", subject.text());
            case Scope.Timed timed -> Json.of("since", timed.since());
            case Scope.Descriptors descriptors -> Json.of("before", channels.references(descriptors.before()));
        };
    }

    static Frame restore(Json state, List<Unit> units, Channels channels, Stdio io) {
        Frame frame = new Frame(Kind.valueOf(state.text("kind")), state.text("source"));
        frame.sourcePosition = (int) state.number(0, "position");
        frame.sourceLine = (int) state.number(1, "line");
        frame.unit = state.has("unit") ? units.get((int) state.number(0, "unit")) : null;
        frame.body = (int) state.number(0, "body");
        frame.next = (int) state.number(0, "next");
        frame.end = (int) state.number(0, "end");
        state.objects("scopes").forEach(scope -> frame.scopes.addLast(restoreScope(scope, channels, io)));
        frame.tested = state.isTrue("tested");
        frame.positionalBefore = state.has("positionalBefore") ? state.texts("positionalBefore") : null;
        state.object("hidden").forEach((name, saved) ->
                frame.hidden.put(name, ((Json) saved).has("variable") ? Variables.Variable.restore(((Json) saved).object("variable")) : null));
        frame.statusBefore = (int) state.number(0, "statusBefore");
        return frame;
    }

    private static Scope restoreScope(Json state, Channels channels, Stdio io) {
        if (state.has("again")) {
            Scope.Loop loop = new Scope.Loop((int) state.number(0, "again"), (int) state.number(0, "end"), state.has("items") ? state.texts("items") : null);
            loop.next = (int) state.number(0, "next");
            loop.status = (int) state.number(0, "status");
            return loop;
        }
        if (state.has("since")) {
            return new Scope.Timed(state.number(0, "since"));
        }
        return state.has("subject") ? new Scope.Subject(state.text("subject")) : new Scope.Descriptors(channels.find(state.objects("before"), io));
    }
}
