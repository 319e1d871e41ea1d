package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Regex;
import dev.reconcile.shell.tools.SedCommand.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/** Applies a sed script to lines. */
final class SedRun {
    /** Commands that one line may take: a branch that never ends is refused. */
    private static final int MAX_COMMANDS = 100_000;
    private static final int MAX_SPACE = 1 << 18;

    private final List<SedCommand> commands;
    private final boolean quiet;
    /** The content of a file by its name; empty where there is none. */
    private final UnaryOperator<String> files;
    /** For each command with two addresses the line on which its range ends; 0 outside, {@code Long.MAX_VALUE} until its second address matches. */
    private final long[] rangeEnds;
    private long number;
    private String hold = "";
    private int quit = -1;
    private List<String> ahead = List.of();
    private int next;
    private boolean lastNewline = true;
    private StringBuilder output = new StringBuilder();
    private StringBuilder appended = new StringBuilder();
    private String space = "";
    private boolean substituted;
    private int executed;

    SedRun(List<SedCommand> commands, boolean quiet, UnaryOperator<String> files) {
        this.files = files;
        this.commands = commands;
        this.quiet = quiet;
        this.rangeEnds = new long[commands.size()];
    }

    void begin() {
        number = 0;
        Arrays.fill(rangeEnds, 0);
    }

    /** The exit code of a quit command, or -1. */
    int quit() {
        return quit;
    }

    /** What is printed for a single line of which nothing later is known. */
    String line(String text, boolean newline) {
        ahead = List.of(text);
        next = 0;
        lastNewline = newline;
        output = new StringBuilder();
        cycles();
        return output.toString();
    }

    String all(List<String> lines, boolean newlineAtEnd) {
        ahead = lines;
        next = 0;
        lastNewline = newlineAtEnd;
        output = new StringBuilder();
        cycles();
        return output.toString();
    }

    private void cycles() {
        boolean restart = false;
        while (quit < 0 && (restart || next < ahead.size())) {
            executed = 0;
            if (!restart) {
                readLine();
            }
            restart = cycle();
        }
    }

    private void readLine() {
        space = ahead.get(next++);
        number++;
    }

    private boolean isLast() {
        return next >= ahead.size();
    }

    /** Runs the script once; true if it is to run again without reading a line. */
    private boolean cycle() {
        substituted = false;
        int i = 0;
        while (i < commands.size()) {
            if (++executed > MAX_COMMANDS) {
                throw new Regex.Wrong("the script does not come to an end on line " + number);
            }
            SedCommand command = commands.get(i);
            boolean applies = applies(command, i) != command.negated();
            if (command.name() == '{') {
                i = applies ? i + 1 : command.target();
                continue;
            }
            i = applies ? execute(command, i) : i + 1;
            if (i == DELETED || i == DELETED_FIRST) {
                flushAppended();
                return i == DELETED_FIRST;
            }
        }
        if (!quiet) {
            print(space);
        }
        flushAppended();
        return false;
    }

    private static final int DELETED = -1;
    private static final int DELETED_FIRST = -2;

    private int execute(SedCommand command, int at) {
        switch (command.name()) {
            case 'p' -> print(space);
            case '=' -> output.append(number).append('\n');
            case 'd' -> {
                return DELETED;
            }
            case 'D' -> {
                int newline = space.indexOf('\n');
                space = newline < 0 ? "" : space.substring(newline + 1);
                return newline < 0 ? DELETED : DELETED_FIRST;
            }
            case 'P' -> print(space.contains("\n") ? space.substring(0, space.indexOf('\n')) : space);
            case 'q', 'Q' -> {
                quit = 0;
                return command.name() == 'q' ? commands.size() : DELETED;
            }
            case 'n', 'N' -> {
                return advance(command.name() == 'N', at);
            }
            case 'h' -> hold = space;
            case 'H' -> hold = hold + "\n" + space;
            case 'g' -> space = hold;
            case 'G' -> space = space + "\n" + hold;
            case 'x' -> {
                String held = hold;
                hold = space;
                space = held;
            }
            case 'z' -> space = "";
            case 'a' -> appended.append(command.text()).append('\n');
            case 'r' -> appended.append(files.apply(command.text()));
            case 'i' -> output.append(command.text()).append('\n');
            case 'c' -> {
                boolean rangeGoesOn = command.to() != null && rangeEnds[at] != 0 && !command.negated();
                output.append(rangeGoesOn ? "" : command.text() + "\n");
                return DELETED;
            }
            case 's' -> substitute(command);
            case 'y' -> space = transliterated(command.text());
            case 'b' -> {
                return command.target();
            }
            case 't' -> {
                boolean jump = substituted;
                substituted = false;
                return jump ? command.target() : at + 1;
            }
            default -> throw new IllegalArgumentException(String.valueOf(command.name()));
        }
        if (space.length() > MAX_SPACE || hold.length() > MAX_SPACE || output.length() > 4 * MAX_SPACE) {
            throw new Regex.Wrong("the text on line " + number + " becomes longer than " + MAX_SPACE + " characters");
        }
        return at + 1;
    }

    private int advance(boolean join, int at) {
        if (isLast()) {
            quit = quit < 0 ? 0 : quit;
            return commands.size();
        }
        String before = space;
        if (!join && !quiet) {
            print(space);
        }
        flushAppended();
        readLine();
        space = join ? before + "\n" + space : space;
        return at + 1;
    }

    private void print(String text) {
        output.append(text).append(isLast() && !lastNewline ? "" : "\n");
    }

    private void flushAppended() {
        output.append(appended);
        appended = new StringBuilder();
    }

    // addresses

    private boolean applies(SedCommand command, int index) {
        if (command.from() == null) {
            return true;
        }
        if (command.to() == null) {
            return matches(command.from());
        }
        if (rangeEnds[index] == 0) {
            // 0,/expression/ is open before the first line.
            boolean before = command.from() instanceof Address.Line(long first) && first == 0;
            if (before ? number != 1 : !matches(command.from())) {
                return false;
            }
            rangeEnds[index] = before && matches(command.to()) ? 0 : end(command.to());
            return true;
        }
        boolean over = rangeEnds[index] == Long.MAX_VALUE ? matches(command.to()) : number >= rangeEnds[index];
        boolean beyond = rangeEnds[index] != Long.MAX_VALUE && number > rangeEnds[index];
        rangeEnds[index] = over ? 0 : rangeEnds[index];
        return !beyond;
    }

    /** Where a range ends that begins here; 0 if it is this line alone. */
    private long end(Address to) {
        return switch (to) {
            case Address.Line line -> line.number() > number ? line.number() : 0;
            case Address.Following following -> following.count() > 0 ? number + following.count() : 0;
            case Address.Last last -> isLast() ? 0 : Long.MAX_VALUE;
            case Address.Matching matching -> Long.MAX_VALUE;
            case Address.Every every -> Long.MAX_VALUE;
        };
    }

    private boolean matches(Address address) {
        return switch (address) {
            case Address.Line line -> line.number() == number;
            case Address.Last last -> isLast();
            case Address.Matching matching -> Regex.find(Regex.matcher(matching.pattern(), space), 0);
            case Address.Every every -> every.step() == 0 ? number == every.first() : number >= every.first() && (number - every.first()) % every.step() == 0;
            case Address.Following following -> false;
        };
    }

    // editing

    private void substitute(SedCommand command) {
        Matcher matcher = Regex.matcher(command.pattern(), space);
        StringBuilder result = new StringBuilder();
        int copied = 0;
        int from = 0;
        int count = 0;
        boolean any = false;
        while (from <= space.length() && Regex.find(matcher, from)) {
            boolean emptyAfterMatch = matcher.end() == matcher.start() && matcher.start() == copied && any && copied > 0;
            count += emptyAfterMatch ? 0 : 1;
            if (count >= command.occurrence() && !emptyAfterMatch) {
                result.append(space, copied, matcher.start());
                replacement(command.text(), matcher, result);
                copied = matcher.end();
                any = true;
                if (!command.global()) {
                    break;
                }
            }
            from = matcher.end() > matcher.start() ? matcher.end() : matcher.end() + 1;
            if (result.length() > MAX_SPACE) {
                break;
            }
        }
        if (any) {
            space = result.append(space, copied, space.length()).toString();
            substituted = true;
            if (command.print()) {
                print(space);
            }
        }
    }

    private void replacement(String text, Matcher match, StringBuilder result) {
        char convert = 0;
        char once = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String piece;
            if (c == '&') {
                piece = match.group();
            } else if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                if ("ULE".indexOf(escaped) >= 0) {
                    convert = escaped;
                    continue;
                }
                if (escaped == 'u' || escaped == 'l') {
                    once = escaped;
                    continue;
                }
                piece = escaped(escaped, match);
            } else {
                piece = String.valueOf(c);
            }
            String cased = convert == 'U' ? piece.toUpperCase(Locale.ROOT) : convert == 'L' ? piece.toLowerCase(Locale.ROOT) : piece;
            if (once != 0 && !cased.isEmpty()) {
                String first = cased.substring(0, 1);
                cased = (once == 'u' ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT)) + cased.substring(1);
                once = 0;
            }
            result.append(cased);
        }
    }

    private static String escaped(char escaped, Matcher match) {
        if (Character.isDigit(escaped)) {
            int group = escaped - '0';
            if (group > match.groupCount()) {
                throw new Regex.Wrong("-e expression #1, char 0: invalid reference \\" + group + " on `s' command's RHS");
            }
            return match.group(group) == null ? "" : match.group(group);
        }
        return escaped == 'n' ? "\n" : escaped == 't' ? "\t" : String.valueOf(escaped);
    }

    private String transliterated(String pairs) {
        String from = pairs.substring(0, pairs.length() / 2);
        StringBuilder result = new StringBuilder();
        for (char c : space.toCharArray()) {
            int place = from.indexOf(c);
            result.append(place < 0 ? c : pairs.charAt(pairs.length() / 2 + place));
        }
        return result.toString();
    }

    // saving: only what lasts from one line to the next

    Json save() {
        return Json.of("number", number, "hold", hold, "quit", quit, "ranges", Arrays.stream(rangeEnds).boxed().toList());
    }

    void load(Json state) {
        number = state.number(0, "number");
        hold = state.textOrEmpty("hold");
        quit = (int) state.number(-1, "quit");
        for (int i = 0; i < rangeEnds.length; i++) {
            rangeEnds[i] = (Long) state.list("ranges").get(i);
        }
    }
}
