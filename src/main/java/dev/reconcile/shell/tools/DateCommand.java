package dev.reconcile.shell.tools;

import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code date}: the cluster's virtual time, in UTC. */
final class DateCommand {
    private static final Grammar GRAMMAR = Grammar.of("uRd:I", "utc=u", "universal=u", "rfc-email=R", "date=d", "iso-8601=I");
    static final Program PROGRAM = Instant.of(invocation -> Arguments.doing(GRAMMAR, 1, DateCommand::run).applyAsInt(invocation.withArgs(
            invocation.args().stream().map(word -> word.matches("-I[a-z]+") ? "--iso-8601=" + word.substring(2) : word).toList())));

    private static final Pattern RELATIVE = Pattern.compile("([-+]?\\d{1,9}) *(second|sec|minute|min|hour|day|week|month|year)s?( ago)?");

    /** A date, and how long before or after it. */
    private static final Pattern FROM = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d.*?|now|today|tomorrow|yesterday) ([-+] ?\\d+ *[a-z]+|\\d+ *[a-z]+( ago)?)");

    private DateCommand() {}

    private static int run(Arguments arguments) {
        OffsetDateTime now = java.time.Instant.ofEpochMilli(arguments.invocation.world().nowMillis()).atOffset(ZoneOffset.UTC);
        Optional<OffsetDateTime> time = arguments.has('d') ? parse(arguments.value('d').strip(), now) : Optional.of(now);
        if (time.isEmpty()) {
            arguments.complain("invalid date '" + arguments.value('d') + "'");
            return 1;
        }
        String format = "%a %b %e %H:%M:%S UTC %Y";
        if (arguments.has('R')) {
            format = "%a, %d %b %Y %H:%M:%S +0000";
        } else if (arguments.has('I')) {
            format = arguments.value('I').startsWith("s") ? "%Y-%m-%dT%H:%M:%S+00:00" : "%Y-%m-%d";
        }
        if (!arguments.operands().isEmpty()) {
            String operand = arguments.operands().getFirst();
            if (!operand.startsWith("+")) {
                arguments.complain("invalid date '" + operand + "'");
                return 1;
            }
            format = operand.substring(1);
        }
        arguments.print(format(format, time.get()) + "\n");
        return 0;
    }

    private static Optional<OffsetDateTime> parse(String written, OffsetDateTime now) {
        try {
            Matcher relative = RELATIVE.matcher(written);
            if (relative.matches()) {
                long amount = Long.parseLong(relative.group(1)) * (relative.group(3) == null ? 1 : -1);
                return Optional.of(now.plus(amount, unit(relative.group(2))));
            }
            Matcher from = FROM.matcher(written);
            if (from.matches()) {
                return parse(from.group(1), now).flatMap(base -> parse(from.group(2), base));
            }
            if (written.matches("@-?\\d{1,12}")) {
                return Optional.of(java.time.Instant.ofEpochSecond(Long.parseLong(written.substring(1))).atOffset(ZoneOffset.UTC));
            }
            if (written.matches("\\d{4}-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d(:\\d\\d)?(Z| UTC|\\+00:00)?)?")) {
                LocalTime time = written.length() > 10 ? LocalTime.parse(written.substring(11).replaceAll("(Z| UTC|\\+00:00)$", "")) : LocalTime.MIDNIGHT;
                return Optional.of(LocalDate.parse(written.substring(0, 10)).atTime(time).atOffset(ZoneOffset.UTC));
            }
            return switch (written) {
                case "now", "" -> Optional.of(written.isEmpty() ? now.truncatedTo(ChronoUnit.DAYS) : now);
                case "today" -> Optional.of(now);
                case "tomorrow" -> Optional.of(now.plusDays(1));
                case "yesterday" -> Optional.of(now.minusDays(1));
                default -> Optional.empty();
            };
        } catch (DateTimeException e) {
            // A date such as 2026-02-31 is the user's error, reported by the caller.
            return Optional.empty();
        }
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "second", "sec" -> ChronoUnit.SECONDS;
            case "minute", "min" -> ChronoUnit.MINUTES;
            case "hour" -> ChronoUnit.HOURS;
            case "day" -> ChronoUnit.DAYS;
            case "week" -> ChronoUnit.WEEKS;
            case "month" -> ChronoUnit.MONTHS;
            default -> ChronoUnit.YEARS;
        };
    }

    private static String format(String format, OffsetDateTime time) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            char kind = format.charAt(++i);
            if ((kind == '-' || kind == '_') && i + 1 < format.length()) {
                String field = field(format.charAt(++i), time);
                text.append(kind == '-' ? field.replaceFirst("^[0 ]+(?=.)", "") : field.replaceFirst("^0(?=.)", " "));
            } else {
                text.append(field(kind, time));
            }
        }
        return text.toString();
    }

    private static String field(char kind, OffsetDateTime time) {
        return switch (kind) {
            case 'Y' -> pattern("uuuu", time);
            case 'y' -> pattern("uu", time);
            case 'm' -> pattern("MM", time);
            case 'd' -> pattern("dd", time);
            case 'e' -> String.format("%2d", time.getDayOfMonth());
            case 'H' -> pattern("HH", time);
            case 'I' -> pattern("hh", time);
            case 'M' -> pattern("mm", time);
            case 'S' -> pattern("ss", time);
            case 'N' -> pattern("SSSSSSSSS", time);
            case 's' -> Long.toString(time.toEpochSecond());
            case 'p' -> pattern("a", time);
            case 'a' -> pattern("EEE", time);
            case 'A' -> pattern("EEEE", time);
            case 'b', 'h' -> pattern("MMM", time);
            case 'B' -> pattern("MMMM", time);
            case 'j' -> pattern("DDD", time);
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'F' -> format("%Y-%m-%d", time);
            case 'T' -> format("%H:%M:%S", time);
            case 'R' -> format("%H:%M", time);
            case 'D', 'x' -> format("%m/%d/%y", time);
            case 'X' -> format("%H:%M:%S", time);
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time);
            case 'Z' -> "UTC";
            case 'z' -> "+0000";
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> "%" + kind;
        };
    }

    private static String pattern(String pattern, OffsetDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}
