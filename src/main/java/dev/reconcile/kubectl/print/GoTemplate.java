package dev.reconcile.kubectl.print;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code -o go-template}: the part of Go's {@code text/template} that people use with kubectl. Fields, {@code range}, {@code if}, {@code with},
 * {@code else}, variables, pipelines and the functions of {@link #call}; defining templates is left out.
 */
public final class GoTemplate {
    /** A template that cannot be read or executed. */
    public static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String message) {
            super(message);
        }
    }

    /** A part of a template. */
    sealed interface Node {
        record Text(String text) implements Node {}

        record Show(Pipe pipe) implements Node {}

        record If(Pipe pipe, List<Node> then, List<Node> otherwise, boolean with) implements Node {}

        record Range(Pipe pipe, List<Node> body, List<Node> otherwise) implements Node {}
    }

    /** Commands of which each gets the result of the one before; their value may be kept in variables. */
    record Pipe(List<String> variables, List<List<Term>> commands) {}

    /** A word of a command. */
    sealed interface Term {
        /** {@code .a.b}, {@code $x.a}, {@code (pipe).a}: where it starts ({@code .}, {@code $…} or empty), and the way on. */
        record Field(String start, Pipe inner, List<String> names) implements Term {}

        record Literal(Object value) implements Term {}

        record Function(String name) implements Term {}
    }

    private final String text;
    private final List<Node> nodes;

    private GoTemplate(String text, List<Node> nodes) {
        this.text = text;
        this.nodes = nodes;
    }

    public static GoTemplate parse(String text) throws Bad {
        try {
            return new GoTemplate(text, new GoTemplateParser(text).nodes());
        } catch (Bad e) {
            throw new Bad("error parsing template " + text + ", template: output:1: " + e.getMessage());
        }
    }

    public String render(Json root) throws Bad {
        StringBuilder out = new StringBuilder();
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("$", root);
        try {
            run(nodes, root, variables, out);
        } catch (Bad e) {
            throw new Bad("error executing template \"" + text + "\": template: output:1: " + e.getMessage());
        }
        return out.toString();
    }

    private static void run(List<Node> nodes, Object dot, Map<String, Object> variables, StringBuilder out) throws Bad {
        for (Node node : nodes) {
            switch (node) {
                case Node.Text text -> out.append(text.text());
                case Node.Show show -> {
                    Object value = value(show.pipe(), dot, variables);
                    if (show.pipe().variables().isEmpty()) {
                        out.append(printed(value));
                    }
                }
                case Node.If branch -> {
                    Map<String, Object> inner = new LinkedHashMap<>(variables);
                    Object value = value(branch.pipe(), dot, inner);
                    boolean holds = truth(value);
                    run(holds ? branch.then() : branch.otherwise(), holds && branch.with() ? value : dot, inner, out);
                }
                case Node.Range range -> range(range, dot, variables, out);
            }
        }
    }

    private static void range(Node.Range range, Object dot, Map<String, Object> variables, StringBuilder out) throws Bad {
        Map<String, Object> inner = new LinkedHashMap<>(variables);
        Object over = value(range.pipe(), dot, inner);
        Map<Object, Object> items = new LinkedHashMap<>();
        switch (over) {
            case null -> { }
            case Json json -> json.forEach(items::put);
            case List<?> list -> list.forEach(item -> items.put((long) items.size(), item));
            default -> throw new Bad("range can't iterate over " + printed(over));
        }
        if (items.isEmpty()) {
            run(range.otherwise(), dot, inner, out);
        }
        List<String> names = range.pipe().variables();
        for (Map.Entry<Object, Object> item : items.entrySet()) {
            if (names.size() == 2) {
                inner.put(names.getFirst(), item.getKey());
            }
            if (!names.isEmpty()) {
                inner.put(names.getLast(), item.getValue());
            }
            run(range.body(), item.getValue(), inner, out);
        }
    }

    private static Object value(Pipe pipe, Object dot, Map<String, Object> variables) throws Bad {
        Object result = null;
        boolean first = true;
        for (List<Term> command : pipe.commands()) {
            List<Object> operands = new ArrayList<>();
            for (Term term : command) {
                operands.add(term instanceof Term.Function ? term : operand(term, dot, variables));
            }
            if (!first) {
                operands.add(result);
            }
            result = command.getFirst() instanceof Term.Function function ? call(function.name(), operands.subList(1, operands.size())) : operands.getFirst();
            first = false;
        }
        for (String name : pipe.variables()) {
            variables.put(name, result);
        }
        return result;
    }

    private static Object operand(Term term, Object dot, Map<String, Object> variables) throws Bad {
        return switch (term) {
            case Term.Literal literal -> literal.value();
            case Term.Function function -> call(function.name(), List.of());
            case Term.Field field -> {
                Object value = dot;
                if (field.inner() != null) {
                    value = value(field.inner(), dot, variables);
                } else if (field.start().startsWith("$")) {
                    if (!variables.containsKey(field.start())) {
                        throw new Bad("undefined variable \"" + field.start() + "\"");
                    }
                    value = variables.get(field.start());
                }
                for (String name : field.names()) {
                    value = value instanceof Json json ? json.get(name) : missing(value, name);
                }
                yield value;
            }
        };
    }

    private static Object missing(Object value, String name) throws Bad {
        if (value == null) {
            return null;
        }
        throw new Bad("can't evaluate field " + name + " in " + printed(value));
    }

    private static Object call(String name, List<Object> arguments) throws Bad {
        Object first = arguments.isEmpty() ? null : arguments.getFirst();
        return switch (name) {
            case "eq" -> arguments.stream().skip(1).anyMatch(other -> same(first, other));
            case "ne" -> !same(first, arguments.get(1));
            case "lt" -> order(arguments) < 0;
            case "le" -> order(arguments) <= 0;
            case "gt" -> order(arguments) > 0;
            case "ge" -> order(arguments) >= 0;
            case "not" -> !truth(first);
            case "and" -> firstThat(arguments, false);
            case "or" -> firstThat(arguments, true);
            case "len" -> length(first);
            case "index" -> index(arguments);
            case "print" -> String.join("", arguments.stream().map(GoTemplate::printed).toList());
            case "println" -> String.join(" ", arguments.stream().map(GoTemplate::printed).toList()) + "\n";
            case "printf" -> formatted(arguments);
            case "base64decode" -> new String(Base64.getDecoder().decode(printed(first)), StandardCharsets.UTF_8);
            case "exists" -> index(arguments) != null;
            default -> throw new Bad("function \"" + name + "\" not defined");
        };
    }

    private static Object firstThat(List<Object> arguments, boolean truth) {
        for (Object argument : arguments) {
            if (truth(argument) == truth) {
                return argument;
            }
        }
        return arguments.getLast();
    }

    private static boolean same(Object left, Object right) {
        return left instanceof Number a && right instanceof Number b ? a.doubleValue() == b.doubleValue() : java.util.Objects.equals(left, right);
    }

    private static int order(List<Object> arguments) {
        return arguments.get(0) instanceof Number a && arguments.get(1) instanceof Number b
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : printed(arguments.get(0)).compareTo(printed(arguments.get(1)));
    }

    private static long length(Object value) throws Bad {
        return switch (value) {
            case Json json -> json.size();
            case List<?> list -> list.size();
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case null, default -> throw new Bad("error calling len: len of " + printed(value));
        };
    }

    private static Object index(List<Object> arguments) throws Bad {
        Object value = arguments.getFirst();
        for (Object key : arguments.subList(1, arguments.size())) {
            value = switch (value) {
                case Json json -> json.get(printed(key));
                case List<?> list when key instanceof Long at && at >= 0 && at < list.size() -> list.get(at.intValue());
                case null -> null;
                default -> throw new Bad("error calling index: index out of range: " + printed(key));
            };
        }
        return value;
    }

    private static String formatted(List<Object> arguments) {
        StringBuilder out = new StringBuilder();
        int next = 1;
        String format = printed(arguments.getFirst());
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%' || i + 1 == format.length()) {
                out.append(format.charAt(i));
                continue;
            }
            int end = i + 1;
            while (end < format.length() - 1 && "-0123456789".indexOf(format.charAt(end)) >= 0) {
                end++;
            }
            String width = format.substring(i + 1, end);
            char verb = format.charAt(end);
            Object value = verb == '%' ? "%" : next < arguments.size() ? arguments.get(next++) : "%!" + verb + "(MISSING)";
            String shown = verb == 'q' ? JsonText.compact(printed(value)) : printed(value);
            out.append(width.isEmpty() || width.equals("-") ? shown : ("%" + width + "s").formatted(shown));
            i = end;
        }
        return out.toString();
    }

    private static boolean truth(Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0;
            case Json json -> !json.isEmpty();
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }

    private static String printed(Object value) {
        return value == null ? "<no value>" : CustomColumns.goText(value);
    }
}
