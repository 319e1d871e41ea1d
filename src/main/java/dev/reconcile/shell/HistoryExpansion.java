package dev.reconcile.shell;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * What bash makes of {@code !} in a line that a person typed: {@code !!}, {@code !n}, {@code !-n}, {@code !text}, {@code !?text?}, then {@code :$}, {@code :^},
 * {@code :*}, {@code :n} or {@code :p} after it, {@code !$} and its relatives for short, and {@code ^old^new}. Other modifiers are left out.
 */
final class HistoryExpansion {
    private static final java.util.regex.Pattern QUICK = java.util.regex.Pattern.compile("\\^([^^\n]+)\\^([^^\n]*)\\^?(.*)", java.util.regex.Pattern.DOTALL);
    private static final java.util.regex.Pattern EVENT = java.util.regex.Pattern.compile(
            "!(?:(!)|(-?\\d+)|\\?([^?\n]+)\\??|(?=[$^*:])|([^\\s!$^*:;&|()<>\"'=]+))(?::?([$^*])|:(\\d+)|(:p))?");

    /** @param problem what bash says instead of running anything, or null */
    record Result(String line, boolean changed, boolean onlyShown, String problem) {}

    private final String line;
    private final List<String> history;
    private final StringBuilder expanded = new StringBuilder();
    private boolean changed;
    private boolean onlyShown;

    private HistoryExpansion(String line, List<String> history) {
        this.line = line;
        this.history = history;
    }

    static Result of(String line, List<String> history) {
        Matcher quick = QUICK.matcher(line);
        if (quick.matches()) {
            String last = history.isEmpty() ? "" : history.getLast();
            int at = last.indexOf(quick.group(1));
            return at < 0 ? new Result(line, false, false, ":s" + line.lines().findFirst().orElse("") + ": substitution failed")
                    : new Result(last.substring(0, at) + quick.group(2) + last.substring(at + quick.group(1).length()) + quick.group(3), true, false, null);
        }
        return line.indexOf('!') < 0 || line.strip().indexOf('\n') >= 0 ? new Result(line, false, false, null) : new HistoryExpansion(line, history).expand();
    }

    private Result expand() {
        boolean doubleQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                expanded.append(c).append(line.charAt(++i));
            } else if (c == '\'' && !doubleQuoted) {
                int end = line.indexOf('\'', i + 1);
                end = end < 0 ? line.length() - 1 : end;
                expanded.append(line, i, end + 1);
                i = end;
            } else if (c == '!') {
                Matcher event = EVENT.matcher(line).region(i, line.length());
                if (!event.lookingAt() || doubleQuoted && event.group().equals("!\"") || i > 0 && "{[$".indexOf(line.charAt(i - 1)) >= 0) {
                    expanded.append(c);
                    continue;
                }
                Optional<String> text = text(event);
                if (text.isEmpty()) {
                    return new Result(line, false, false, event.group() + ": event not found");
                }
                expanded.append(text.get());
                changed = true;
                i = event.end() - 1;
            } else {
                doubleQuoted ^= c == '"';
                expanded.append(c);
            }
        }
        return new Result(expanded.toString(), changed, onlyShown, null);
    }

    private Optional<String> text(Matcher event) {
        Optional<String> command = command(event);
        onlyShown |= event.group(7) != null;
        if (command.isEmpty() || event.group(5) == null && event.group(6) == null) {
            return command;
        }
        List<String> words = List.of(command.get().strip().split("\\s+"));
        if (event.group(6) != null) {
            int index = Integer.parseInt(event.group(6));
            return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
        }
        return Optional.of(switch (event.group(5)) {
            case "$" -> words.getLast();
            case "^" -> words.size() > 1 ? words.get(1) : "";
            default -> String.join(" ", words.subList(1, words.size()));
        });
    }

    private Optional<String> command(Matcher event) {
        if (event.group(2) != null) {
            long number = Long.parseLong(event.group(2));
            long index = number < 0 ? history.size() + number : number - 1;
            return index >= 0 && index < history.size() ? Optional.of(history.get((int) index)) : Optional.empty();
        }
        if (event.group(3) != null) {
            return history.reversed().stream().filter(each -> each.contains(event.group(3))).findFirst();
        }
        if (event.group(4) != null) {
            return history.reversed().stream().filter(each -> each.startsWith(event.group(4))).findFirst();
        }
        return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }
}
