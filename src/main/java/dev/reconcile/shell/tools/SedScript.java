package dev.reconcile.shell.tools;

import dev.reconcile.shell.Regex;
import dev.reconcile.shell.tools.SedCommand.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a sed script. */
final class SedScript {
    private static final String WITHOUT_ARGUMENT = "pdqQ=nNhHgGxDPz";

    private final String text;
    private final boolean extended;
    private final List<SedCommand> commands = new ArrayList<>();
    private final Deque<Integer> blocks = new ArrayDeque<>();
    private final Map<String, Integer> labels = new TreeMap<>();
    private int at;

    private SedScript(String text, boolean extended) {
        this.text = text;
        this.extended = extended;
    }

    /** Throws {@link Regex.Wrong} with GNU's complaint. */
    static List<SedCommand> parse(String text, boolean extended) {
        SedScript script = new SedScript(text, extended);
        while (script.skipSeparators()) {
            script.command();
        }
        if (!script.blocks.isEmpty()) {
            throw new Regex.Wrong("-e expression #1, char 0: unmatched `{'");
        }
        for (int i = 0; i < script.commands.size(); i++) {
            SedCommand command = script.commands.get(i);
            if ("bt".indexOf(command.name()) >= 0) {
                Integer target = command.text().isEmpty() ? Integer.valueOf(script.commands.size()) : script.labels.get(command.text());
                if (target == null) {
                    throw new Regex.Wrong("-e expression #1, char " + text.length() + ": can't find label for jump to `" + command.text() + "'");
                }
                script.commands.set(i, command.withTarget(target));
            }
        }
        return List.copyOf(script.commands);
    }

    private boolean skipSeparators() {
        while (at < text.length() && " \t\n;".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length();
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private Regex.Wrong wrong(String message) {
        return new Regex.Wrong("-e expression #1, char " + at + ": " + message);
    }

    private void command() {
        if (text.charAt(at) == '#') {
            int newline = text.indexOf('\n', at);
            at = newline < 0 ? text.length() : newline;
            return;
        }
        Address from = address();
        Address to = null;
        skipBlanks();
        if (from != null && at < text.length() && text.charAt(at) == ',') {
            at++;
            skipBlanks();
            to = address();
            if (to == null) {
                at++;
                throw wrong("unexpected `,'");
            }
        }
        skipBlanks();
        boolean negated = false;
        while (at < text.length() && text.charAt(at) == '!') {
            negated = true;
            at++;
            skipBlanks();
        }
        if (at == text.length()) {
            throw wrong("missing command");
        }
        named(from, to, negated, text.charAt(at++));
    }

    private void named(Address from, Address to, boolean negated, char name) {
        switch (name) {
            case '{' -> {
                blocks.push(commands.size());
                add(from, to, negated, name, "");
            }
            case '}' -> {
                if (blocks.isEmpty()) {
                    throw wrong("unexpected `}'");
                }
                int open = blocks.pop();
                commands.set(open, commands.get(open).withTarget(commands.size()));
                end();
            }
            case 's' -> substitute(from, to, negated);
            case 'y' -> transliterate(from, to, negated);
            case 'a', 'i', 'c' -> add(from, to, negated, name, textArgument());
            case ':' -> labels.put(label(), commands.size());
            case 'r' -> add(from, to, negated, name, lineArgument());
            case 'b', 't' -> add(from, to, negated, name, label());
            default -> {
                if (WITHOUT_ARGUMENT.indexOf(name) < 0) {
                    throw wrong("unknown command: `" + name + "'");
                }
                add(from, to, negated, name, "");
                end();
            }
        }
    }

    private void add(Address from, Address to, boolean negated, char name, String argument) {
        commands.add(new SedCommand(from, to, negated, name, 0, argument, null, 0, false, false));
    }

    /** After a command only another one may follow. */
    private void end() {
        skipBlanks();
        if (at < text.length() && "\n;}#".indexOf(text.charAt(at)) < 0) {
            at++;
            throw wrong("extra characters after command");
        }
    }

    private String label() {
        skipBlanks();
        int start = at;
        while (at < text.length() && "\n;".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    /** A file's name goes to the end of the line. */
    private String lineArgument() {
        skipBlanks();
        int end = text.indexOf('\n', at);
        String argument = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end;
        return argument.strip();
    }

    private String textArgument() {
        skipBlanks();
        if (text.startsWith("\\\n", at)) {
            at += 2;
        } else if (text.startsWith("\\", at)) {
            at++;
            skipBlanks();
        }
        if (at >= text.length()) {
            throw wrong("expected \\ after `a', `c' or `i'");
        }
        StringBuilder argument = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '\n') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
                argument.append(text.charAt(at) == 't' ? '\t' : text.charAt(at));
            } else {
                argument.append(text.charAt(at));
            }
            at++;
        }
        return argument.toString();
    }

    private Address address() {
        if (at >= text.length()) {
            return null;
        }
        char c = text.charAt(at);
        if (c == '$') {
            at++;
            return new Address.Last();
        }
        if (c == '/' || c == '\\') {
            at += c == '\\' ? 1 : 0;
            char delimiter = at < text.length() ? text.charAt(at++) : '/';
            String source = delimited(delimiter, "unterminated address regex");
            boolean ignoreCase = at < text.length() && text.charAt(at) == 'I';
            at += ignoreCase ? 1 : 0;
            return new Address.Matching(compile(source, ignoreCase));
        }
        if (c == '+') {
            at++;
            return new Address.Following(number());
        }
        if (!Character.isDigit(c)) {
            return null;
        }
        long number = number();
        if (at < text.length() && text.charAt(at) == '~') {
            at++;
            return new Address.Every(number, number());
        }
        return new Address.Line(number);
    }

    private long number() {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 9) {
            at++;
        }
        return start == at ? 0 : Long.parseLong(text.substring(start, at));
    }

    private Pattern compile(String source, boolean ignoreCase) {
        try {
            return Regex.compile(source, extended, ignoreCase);
        } catch (Regex.Wrong wrong) {
            throw wrong(wrong.getMessage());
        }
    }

    /** The text up to the delimiter, which is passed over; an escaped delimiter stands for itself. */
    private String delimited(char delimiter, String problem) {
        StringBuilder part = new StringBuilder();
        boolean bracket = false;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == delimiter && !bracket) {
                return part.toString();
            }
            if (c == '\\' && at < text.length() && !bracket) {
                char escaped = text.charAt(at++);
                part.append(escaped == delimiter ? "" : "\\").append(escaped);
                continue;
            }
            bracket = bracket ? c != ']' || part.toString().endsWith("[") || part.toString().endsWith("[^") : c == '[' && delimiter != '[' && closes(at);
            part.append(c);
        }
        throw wrong(problem);
    }

    private boolean closes(int from) {
        return text.indexOf(']', from + 1) >= 0;
    }

    private void substitute(Address from, Address to, boolean negated) {
        char delimiter = at < text.length() ? text.charAt(at++) : '/';
        String source = delimited(delimiter, "unterminated `s' command");
        StringBuilder replacement = new StringBuilder();
        while (true) {
            if (at >= text.length()) {
                throw wrong("unterminated `s' command");
            }
            char c = text.charAt(at++);
            if (c == delimiter) {
                break;
            }
            if (c == '\\' && at < text.length()) {
                char escaped = text.charAt(at++);
                replacement.append(escaped == delimiter && escaped != '&' ? "" : "\\").append(escaped);
            } else {
                replacement.append(c);
            }
        }
        boolean global = false;
        boolean print = false;
        boolean ignoreCase = false;
        int occurrence = 1;
        while (at < text.length() && "gpiI0123456789".indexOf(text.charAt(at)) >= 0) {
            char flag = text.charAt(at);
            if (Character.isDigit(flag)) {
                occurrence = (int) Math.max(1, number());
                continue;
            }
            at++;
            global |= flag == 'g';
            print |= flag == 'p';
            ignoreCase |= flag == 'i' || flag == 'I';
        }
        skipBlanks();
        if (at < text.length() && "\n;}#".indexOf(text.charAt(at)) < 0) {
            at++;
            throw wrong("unknown option to `s'");
        }
        commands.add(new SedCommand(from, to, negated, 's', 0, replacement.toString(), compile(source, ignoreCase), occurrence, global, print));
    }

    private void transliterate(Address from, Address to, boolean negated) {
        char delimiter = at < text.length() ? text.charAt(at++) : '/';
        String source = plain(delimited(delimiter, "unterminated `y' command"));
        String target = plain(delimited(delimiter, "unterminated `y' command"));
        if (source.length() != target.length()) {
            throw wrong("strings for `y' command are different lengths");
        }
        add(from, to, negated, 'y', source + target);
        end();
    }

    private static String plain(String written) {
        return written.replace("\\\\", "\u0000").replace("\\n", "\n").replace("\\t", "\t").replace("\u0000", "\\");
    }
}
