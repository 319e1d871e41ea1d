package dev.reconcile.shell.tools;

import dev.reconcile.shell.Ended;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Utility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** A program's command line in getopt's manner: short options, bundles of them, long options, operands. */
public final class Arguments {
    public final Invocation invocation;
    private final Map<String, String> options = new TreeMap<>();
    private final List<String> operands = new ArrayList<>();
    private String problem;

    private Arguments(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Describes what a program accepts: letters, a letter that needs a value followed by a colon, and long names as {@code recursive=r}; a long name whose
     * letter needs a value takes one.
     */
    public record Grammar(String letters, List<String> longNames, boolean stopsAtOperand) {
        public static Grammar of(String letters, String... longNames) {
            return new Grammar(letters, List.of(longNames), false);
        }

        /** Options end at the first operand, as for programs that start others. */
        public Grammar beforeOperands() {
            return new Grammar(letters, longNames, true);
        }

        private boolean accepts(char letter) {
            return letter != ':' && letters.indexOf(letter) >= 0;
        }

        private boolean needsValue(char letter) {
            int place = letters.indexOf(letter);
            return place + 1 < letters.length() && letters.charAt(place + 1) == ':';
        }

        private Optional<Character> letter(String longName) {
            return longNames.stream().filter(each -> each.startsWith(longName + "=")).map(each -> each.charAt(each.length() - 1)).findFirst();
        }
    }

    public static Arguments read(Invocation invocation, Grammar grammar) {
        Arguments arguments = new Arguments(invocation);
        List<String> words = new ArrayList<>(invocation.operands());
        while (!words.isEmpty() && arguments.problem == null) {
            String word = words.removeFirst();
            if (word.equals("--")) {
                arguments.operands.addAll(words);
                break;
            } else if (word.startsWith("--")) {
                arguments.longOption(word.substring(2), words, grammar);
            } else if (word.length() > 1 && word.startsWith("-")) {
                arguments.bundle(word.substring(1), words, grammar);
            } else {
                arguments.operands.add(word);
                if (grammar.stopsAtOperand()) {
                    arguments.operands.addAll(words);
                    break;
                }
            }
        }
        return arguments;
    }

    /** A program of which each start reads its command line first; a wrong one ends with GNU's complaint and this status. */
    static Function<Invocation, Utility> reading(Grammar grammar, int usageStatus, Function<Arguments, Utility> make) {
        return invocation -> {
            Arguments arguments = read(invocation, grammar);
            return arguments.problem == null ? make.apply(arguments) : usage(invocation, arguments.problem, usageStatus);
        };
    }

    static ToIntFunction<Invocation> doing(Grammar grammar, int usageStatus, ToIntFunction<Arguments> work) {
        return invocation -> {
            Arguments arguments = read(invocation, grammar);
            if (arguments.problem == null) {
                return work.applyAsInt(arguments);
            }
            arguments.complain(arguments.problem);
            arguments.tryHelp();
            return usageStatus;
        };
    }

    /** A program that only says what is wrong with its command line. */
    static Utility usage(Invocation invocation, String problem, int status) {
        String name = invocation.name();
        return new Ended(invocation, name + ": " + problem + "\nTry '" + name + " --help' for more information.", status);
    }

    static Utility failed(Invocation invocation, String problem, int status) {
        return new Ended(invocation, invocation.name() + ": " + problem, status);
    }

    private void longOption(String written, List<String> words, Grammar grammar) {
        int equals = written.indexOf('=');
        String name = equals < 0 ? written : written.substring(0, equals);
        Optional<Character> letter = grammar.letter(name);
        if (letter.isEmpty()) {
            problem = "unrecognized option '--" + name + "'";
        } else if (!grammar.needsValue(letter.get())) {
            options.put(letter.get().toString(), equals < 0 ? "" : written.substring(equals + 1));
        } else if (equals >= 0 || !words.isEmpty()) {
            add(letter.get(), equals >= 0 ? written.substring(equals + 1) : words.removeFirst());
        } else {
            problem = "option '--" + name + "' requires an argument";
        }
    }

    private void bundle(String letters, List<String> words, Grammar grammar) {
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (Character.isDigit(letter) && !grammar.accepts(letter) && grammar.accepts('#')) {
                options.put("n", letters.substring(i));
                return;
            }
            if (!grammar.accepts(letter)) {
                problem = "invalid option -- '" + letter + "'";
                return;
            }
            if (!grammar.needsValue(letter)) {
                options.put(String.valueOf(letter), "");
            } else if (i + 1 < letters.length() || !words.isEmpty()) {
                add(letter, i + 1 < letters.length() ? letters.substring(i + 1) : words.removeFirst());
                return;
            } else {
                problem = "option requires an argument -- '" + letter + "'";
            }
        }
    }

    /** Several values of one option stand on lines of their own. */
    private void add(char letter, String value) {
        options.merge(String.valueOf(letter), value, (before, more) -> before + "\n" + more);
    }

    /** What is wrong with the command line, or null. */
    public String problem() {
        return problem;
    }

    public boolean has(char letter) {
        return options.containsKey(String.valueOf(letter));
    }

    /** The option's value, or null. */
    public String value(char letter) {
        return options.get(String.valueOf(letter));
    }

    public String value(char letter, String otherwise) {
        return options.getOrDefault(String.valueOf(letter), otherwise);
    }

    public List<String> operands() {
        return operands;
    }

    void print(String text) {
        invocation.io().out().write(text);
    }

    void complain(String message) {
        invocation.io().err().line(invocation.name() + ": " + message);
    }

    void tryHelp() {
        invocation.io().err().line("Try '" + invocation.name() + " --help' for more information.");
    }

    int usage(String message, int status) {
        complain(message);
        tryHelp();
        return status;
    }
}
