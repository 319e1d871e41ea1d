package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Turns words into fields.
 *
 * <p>A command substitution whose output is not there yet stops the expansion with {@link Stop#until}; the shell runs it, {@linkplain #remember remembers}
 * its output under the expansion's number and expands the same step again. So that nothing has its effect twice, every other expansion with a number is
 * remembered, too, until the step is done.
 */
final class Expander {
    private final ShellState state;
    private final Files files;
    private final SortedMap<Integer, List<String>> remembered = new TreeMap<>();

    Expander(ShellState state, Files files) {
        this.state = state;
        this.files = files;
    }

    /** Receives the pieces of an expansion. */
    interface Sink {
        void quoted(String text);

        void literal(String text);

        void split(String text);

        void next(boolean quoted);

        void nothingInQuotes();
    }

    void remember(int id, List<String> values) {
        remembered.put(id, values);
    }

    void forget() {
        remembered.clear();
    }

    SortedMap<Integer, List<String>> remembered() {
        return remembered;
    }

    // the contexts in which words are expanded

    /** Command words: split and matched against file names. */
    List<String> fields(List<Word> words) {
        String separators = state.variables().get("IFS");
        Fields fields = new Fields(separators == null ? " \t\n" : separators, state.limits(), state.tooLong());
        Sink sink = new Sink() {
            @Override
            public void quoted(String text) {
                fields.quoted(text);
            }

            @Override
            public void literal(String text) {
                fields.literal(text);
            }

            @Override
            public void split(String text) {
                fields.split(text);
            }

            @Override
            public void next(boolean quoted) {
                fields.next(quoted);
            }

            @Override
            public void nothingInQuotes() {
                fields.nothingInQuotes();
            }
        };
        for (Word word : words) {
            for (Word each : state.dialect() == Dialect.BASH ? Braces.expand(word, state.limits()) : List.of(word)) {
                expand(each, sink, false);
                fields.endWord();
            }
        }
        return matched(fields.fields());
    }

    private List<String> matched(List<Fields.Field> fields) {
        List<String> words = new ArrayList<>();
        for (Fields.Field field : fields) {
            if (state.isSet('f') || !Pattern.isSpecial(field.pattern())) {
                words.add(field.text());
            } else {
                List<String> found = Glob.paths(field.pattern(), state.directory(), files, state.limits().fields());
                words.addAll(found.isEmpty() && !state.isSet(ShellOptions.NULLGLOB) ? List.of(field.text()) : found);
            }
        }
        return words;
    }

    /** One text without splitting and matching: assignments, redirections, here-documents, the subject of case. */
    String single(Word word) {
        return collect(word, text -> text);
    }

    /** A pattern in which what was quoted stands for itself. */
    String pattern(Word word) {
        return collect(word, Pattern::escape);
    }

    /** A regular expression in which what was quoted stands for itself. */
    String expression(Word word) {
        return collect(word, Regex::quote);
    }

    private String collect(Word word, UnaryOperator<String> protect) {
        StringBuilder text = new StringBuilder();
        expand(word, new Sink() {
            @Override
            public void quoted(String more) {
                add(protect.apply(more));
            }

            @Override
            public void literal(String more) {
                add(more);
            }

            @Override
            public void split(String more) {
                add(more);
            }

            @Override
            public void next(boolean quoted) {
                add(" ");
            }

            @Override
            public void nothingInQuotes() {}

            private void add(String more) {
                if (text.length() + more.length() > state.limits().expansionCharacters()) {
                    throw Stop.failed(state.tooLong(), ShellLimits.EXIT_CODE);
                }
                text.append(more);
            }
        }, false);
        return text.toString();
    }

    // the parts of a word

    void expand(Word word, Sink sink, boolean inExpansion) {
        for (Part part : word.parts()) {
            switch (part) {
                case Part.Literal literal -> {
                    if (literal.quoted()) {
                        sink.quoted(literal.text());
                    } else if (inExpansion) {
                        sink.split(literal.text());
                    } else {
                        sink.literal(literal.text());
                    }
                }
                case Part.Tilde tilde -> sink.quoted(home(tilde.user()));
                case Part.Parameter parameter -> new Parameters(state, this).expand(parameter, sink);
                case Part.Substitution substitution -> {
                    List<String> output = remembered.get(substitution.id());
                    if (output == null) {
                        throw Stop.until(substitution);
                    }
                    result(output.getFirst(), part.quoted(), sink);
                }
                case Part.Calculation calculation -> result(calculated(calculation), part.quoted(), sink);
            }
        }
    }

    private String home(String user) {
        String home = state.home();
        if (user.isEmpty()) {
            return home == null ? "~" : home;
        }
        String path = user.equals("root") ? "/root" : "/home/" + user;
        return files.isDirectory(path) ? path : "~" + user;
    }

    private String calculated(Part.Calculation calculation) {
        List<String> known = remembered.get(calculation.id());
        if (known != null) {
            return known.getFirst();
        }
        String value = Long.toString(Arithmetic.calculate(single(calculation.expression()), state));
        remember(calculation.id(), List.of(value));
        return value;
    }

    static void result(String text, boolean quoted, Sink sink) {
        if (quoted) {
            sink.quoted(text);
        } else {
            sink.split(text);
        }
    }
}
