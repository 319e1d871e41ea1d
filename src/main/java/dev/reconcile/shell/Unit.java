package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One complete command of a source text with the code it compiles to. Body 0 is the command itself, the others are its command substitutions.
 *
 * <p>Parsing and compiling are deterministic, so a unit is saved as its text and its steps can be named by number.
 */
final class Unit {
    private final String text;
    private final int line;
    private final Map<String, String> aliases;
    private final List<Command> bodies;
    private final List<Code> compiled = new ArrayList<>();

    Unit(String text, int line, Map<String, String> aliases, List<Command> bodies) {
        this.text = text;
        this.line = line;
        this.aliases = new TreeMap<>(aliases);
        this.bodies = List.copyOf(bodies);
        for (int i = 0; i < bodies.size(); i++) {
            compiled.add(null);
        }
    }

    Code code(int body) {
        if (compiled.get(body) == null) {
            compiled.set(body, Compiler.compile(bodies.get(body)));
        }
        return compiled.get(body);
    }

    Json save() {
        return Json.of("text", text, "line", line, "aliases", aliases.isEmpty() ? null : aliases);
    }

    static Unit restore(Json state, Dialect dialect) {
        Parser parser = new Parser(state.text("text"), 0, (int) state.number(1, "line"), state.textMap("aliases"), dialect);
        return parser.nextUnit().orElseThrow();
    }
}
