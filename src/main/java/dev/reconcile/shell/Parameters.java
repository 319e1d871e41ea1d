package dev.reconcile.shell;

import dev.reconcile.shell.Expander.Sink;
import java.util.List;
import java.util.Locale;

/** Expands {@code $name}, and <code>${name…}</code> with all its operators. */
final class Parameters {
    private final ShellState state;
    private final Expander expander;

    Parameters(ShellState state, Expander expander) {
        this.state = state;
        this.expander = expander;
    }

    void expand(Part.Parameter parameter, Sink sink) {
        if (parameter.operator().equals(ParameterWords.BAD)) {
            throw Stop.failed(Complaints.badSubstitution(parameter.name(), state.dialect()), state.dialect() != Dialect.BASH ? 2 : 1);
        }
        List<String> values = remembered(parameter);
        boolean list = parameter.isList();
        boolean set = !values.isEmpty();
        String operator = parameter.operator();
        boolean filled = set && !(operator.startsWith(":") && values.size() == 1 && values.getFirst().isEmpty());
        String kind = operator.startsWith(":") && operator.length() > 1 ? operator.substring(1) : operator;
        switch (kind) {
            case "+" -> {
                if (filled) {
                    expander.expand(parameter.argument(), sink, !parameter.quoted());
                }
                return;
            }
            case "-", "=", "?" -> {
                if (!filled) {
                    instead(parameter, kind, sink);
                    return;
                }
            }
            default -> {
                if (!set && !list && state.isSet('u')) {
                    throw Stop.failed(state.unset(parameter.name()), state.unsetStatus());
                }
            }
        }
        if (list && !kind.equals("length")) {
            all(values, parameter, sink);
        } else {
            Expander.result(changed(parameter, values, list), parameter.quoted(), sink);
        }
    }

    private List<String> remembered(Part.Parameter parameter) {
        List<String> known = expander.remembered().get(parameter.id());
        if (known == null) {
            known = values(parameter);
            expander.remember(parameter.id(), known);
        }
        return known;
    }

    private List<String> values(Part.Parameter parameter) {
        String name = parameter.name();
        if (name.length() > 1 && name.startsWith("!")) {
            String target = one(name.substring(1), parameter.subscript());
            if (target == null) {
                throw Stop.failed(name.substring(1) + ": invalid indirect expansion", 1);
            }
            if (!target.matches("[A-Za-z_]\\w*(\\[.+])?|\\d{1,6}|[?#$!-]")) {
                throw Stop.failed(target + ": invalid variable name", 1);
            }
            String value = state.reference(target);
            return value == null ? List.of() : List.of(value);
        }
        if (name.equals("@") || name.equals("*")) {
            return state.positional();
        }
        if (parameter.operator().equals("names")) {
            return state.variables().all().keySet().stream().filter(each -> each.startsWith(name)).toList();
        }
        if (parameter.isList()) {
            Elements elements = Subscripts.elements(state, name);
            return elements == null ? List.of() : parameter.operator().equals("keys") ? elements.keys() : elements.values();
        }
        String value = one(name, parameter.subscript());
        return value == null ? List.of() : List.of(value);
    }

    private String one(String name, Word subscript) {
        return subscript == null ? state.value(name) : Subscripts.get(state, name, expander.single(subscript));
    }

    private void instead(Part.Parameter parameter, String kind, Sink sink) {
        switch (kind) {
            case "=" -> {
                if (!Words.isName(parameter.name()) || parameter.isList()) {
                    throw Stop.failed(state.dialect() != Dialect.BASH ? Complaints.badSubstitution(parameter.name(), Dialect.DASH)
                            : "$" + parameter.name() + ": cannot assign in this way", 2);
                }
                String value = expander.single(parameter.argument());
                if (parameter.subscript() == null) {
                    state.assign(parameter.name(), value);
                } else {
                    Subscripts.set(state, parameter.name(), expander.single(parameter.subscript()), value);
                }
                expander.remember(parameter.id(), List.of(value));
                Expander.result(value, parameter.quoted(), sink);
            }
            case "?" -> {
                String message = expander.single(parameter.argument());
                boolean orNull = parameter.operator().startsWith(":");
                String standard = state.dialect() != Dialect.BASH ? "parameter not set" + (orNull ? " or null" : "")
                        : "parameter " + (orNull ? "null or not set" : "not set");
                throw Stop.failed(parameter.name() + ": " + (message.isEmpty() ? standard : message), state.dialect() != Dialect.BASH ? 2 : state.unsetStatus());
            }
            default -> expander.expand(parameter.argument(), sink, !parameter.quoted());
        }
    }

    private void all(List<String> values, Part.Parameter parameter, Sink sink) {
        boolean slice = parameter.operator().equals(":");
        List<String> some = slice ? Trim.slice(parameter, values, expander.single(parameter.argument()), state) : values;
        List<String> changed = slice ? some : some.stream().map(value -> changed(parameter, List.of(value), false)).toList();
        if (parameter.quoted() && parameter.joins()) {
            String separators = state.variables().get("IFS");
            String between = separators == null ? " " : separators.isEmpty() ? "" : separators.substring(0, 1);
            sink.quoted(String.join(between, changed));
            return;
        }
        if (changed.isEmpty() && parameter.quoted()) {
            sink.nothingInQuotes();
        }
        for (int i = 0; i < changed.size(); i++) {
            if (i > 0) {
                sink.next(parameter.quoted());
            }
            Expander.result(changed.get(i), parameter.quoted(), sink);
        }
    }

    private String changed(Part.Parameter parameter, List<String> values, boolean list) {
        String value = values.isEmpty() ? "" : values.getFirst();
        Word argument = parameter.argument();
        return switch (parameter.operator()) {
            case "length" -> Integer.toString(list ? values.size() : value.codePointCount(0, value.length()));
            case "#", "##" -> Trim.prefix(value, expander.pattern(argument), parameter.operator().length() == 2);
            case "%", "%%" -> Trim.suffix(value, expander.pattern(argument), parameter.operator().length() == 2);
            case "/", "//" -> Trim.replace(value, argument, expander, parameter.operator().length() == 2);
            case "^^", ",,", "^", "," -> cased(value, parameter.operator(), expander.pattern(argument));
            case "@Q" -> Quoting.always(value);
            case "@U" -> value.toUpperCase(Locale.ROOT);
            case "@L" -> value.toLowerCase(Locale.ROOT);
            case "@u" -> cased(value, "^", "");
            case ":" -> Trim.substring(value, expander.single(argument), state);
            default -> value;
        };
    }

    /** All characters, or the first one, where they match. */
    private static String cased(String text, String operator, String pattern) {
        StringBuilder cased = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String c = text.substring(i, i + 1);
            boolean counts = (i == 0 || operator.length() == 2) && (pattern.isEmpty() || Pattern.matches(pattern, c));
            cased.append(!counts ? c : operator.startsWith("^") ? c.toUpperCase(Locale.ROOT) : c.toLowerCase(Locale.ROOT));
        }
        return cased.toString();
    }
}
