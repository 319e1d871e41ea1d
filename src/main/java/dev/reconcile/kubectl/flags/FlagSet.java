package dev.reconcile.kubectl.flags;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The flags of one command, and how pflag reads a command line with them ({@code spf13/pflag/flag.go}). */
public final class FlagSet {
    private final Map<String, Flag> byName = new TreeMap<>();
    private final Map<String, Flag> byShorthand = new TreeMap<>();

    public FlagSet(Collection<Flag> flags) {
        flags.forEach(this::add);
    }

    private void add(Flag flag) {
        if (byName.put(flag.name(), flag) != null) {
            throw new IllegalArgumentException("two flags are named --" + flag.name());
        }
        if (!flag.shorthand().isEmpty() && byShorthand.put(flag.shorthand(), flag) != null) {
            throw new IllegalArgumentException("two flags are named -" + flag.shorthand());
        }
    }

    /** Sorted by name. */
    public Collection<Flag> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    public Optional<Flag> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The flag of that single letter. */
    public Optional<Flag> letter(String shorthand) {
        return Optional.ofNullable(byShorthand.get(shorthand));
    }

    Flag known(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("the command has no flag --" + name));
    }

    public Values parse(List<String> words) throws BadFlag {
        Values values = new Values(this);
        List<String> left = new ArrayList<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            if (word.equals("--")) {
                values.dash();
                left.forEach(values::argument);
                return values;
            }
            if (word.startsWith("--")) {
                longFlag(word.substring(2), left, values);
            } else if (word.length() > 1 && word.startsWith("-")) {
                letters(word.substring(1), left, values);
            } else {
                values.argument(word);
            }
        }
        return values;
    }

    private void longFlag(String text, List<String> left, Values values) throws BadFlag {
        if (text.startsWith("-") || text.startsWith("=")) {
            throw new BadFlag("bad flag syntax: --" + text);
        }
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Flag flag = byName.get(name);
        if (flag == null) {
            throw new BadFlag("unknown flag: --" + name);
        }
        if (equals >= 0) {
            set(flag, text.substring(equals + 1), values);
        } else if (!flag.bare().isEmpty()) {
            set(flag, flag.bare(), values);
        } else if (left.isEmpty()) {
            throw new BadFlag("flag needs an argument: --" + name);
        } else {
            set(flag, left.removeFirst(), values);
        }
    }

    private void letters(String letters, List<String> left, Values values) throws BadFlag {
        String rest = letters;
        while (!rest.isEmpty()) {
            String letter = rest.substring(0, 1);
            Flag flag = byShorthand.get(letter);
            if (flag == null) {
                throw new BadFlag("unknown shorthand flag: '" + letter + "' in -" + rest);
            }
            if (rest.length() > 2 && rest.charAt(1) == '=') {
                set(flag, rest.substring(2), values);
                return;
            }
            if (!flag.bare().isEmpty()) {
                set(flag, flag.bare(), values);
                rest = rest.substring(1);
                continue;
            }
            if (rest.length() == 1 && left.isEmpty()) {
                throw new BadFlag("flag needs an argument: '" + letter + "' in -" + rest);
            }
            set(flag, rest.length() > 1 ? rest.substring(1) : left.removeFirst(), values);
            return;
        }
    }

    private static void set(Flag flag, String value, Values values) throws BadFlag {
        String problem = problem(flag.type(), value);
        if (!problem.isEmpty()) {
            throw new BadFlag("invalid argument \"" + value + "\" for \"" + flag.described() + "\" flag: " + problem);
        }
        values.put(flag, value);
    }

    private static String problem(Flag.Type type, String value) {
        return switch (type) {
            case TEXT, LIST, REPEATED -> "";
            case BOOL -> truth(value).isPresent() ? "" : "strconv.ParseBool: parsing \"" + value + "\": invalid syntax";
            case INT, INT64 -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT32 -> integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DURATION -> durationProblem(value);
        };
    }

    private static String durationProblem(String value) {
        if (Durations.millis(value).isPresent()) {
            return "";
        }
        boolean unitless = value.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)");
        return unitless ? "time: missing unit in duration \"" + value + "\"" : "time: invalid duration \"" + value + "\"";
    }

    private static String integer(String value, long least, long most) {
        if (!value.matches("[-+]?\\d+")) {
            return "strconv.ParseInt: parsing \"" + value + "\": invalid syntax";
        }
        try {
            long number = Long.parseLong(value);
            return number >= least && number <= most ? "" : "strconv.ParseInt: parsing \"" + value + "\": value out of range";
        } catch (NumberFormatException e) {
            return "strconv.ParseInt: parsing \"" + value + "\": value out of range";
        }
    }

    /** Go's {@code strconv.ParseBool}. */
    static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
