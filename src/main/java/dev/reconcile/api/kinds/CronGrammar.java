package dev.reconcile.api.kinds;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a schedule can be read, in the words of the parser that upstream uses ({@code robfig/cron/v3}, {@code ParseStandard}). */
final class CronGrammar {
    /** One of the five fields. */
    private record Field(int from, int to, List<String> names) {}

    /** What is wrong with a schedule. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String format, Object... arguments) {
            super(format.formatted(arguments));
        }
    }

    private static final List<Field> FIELDS = List.of(
            new Field(0, 59, List.of()),
            new Field(0, 23, List.of()),
            new Field(1, 31, List.of()),
            new Field(1, 12, List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
            new Field(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

    private static final List<String> DESCRIPTORS = List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(?<number>[0-9]*(\\.[0-9]*)?)(?<unit>[^0-9.]*)");
    private static final List<String> UNITS = List.of("ns", "us", "µs", "μs", "ms", "s", "m", "h");

    private CronGrammar() {}

    /** Go knows such a time zone. */
    static boolean isZone(String name) {
        return name.equals("UTC") || name.equals("Local") || ZoneId.getAvailableZoneIds().contains(name);
    }

    static Optional<String> problem(String schedule) {
        try {
            check(schedule);
            return Optional.empty();
        } catch (Wrong e) {
            return Optional.of(e.getMessage());
        }
    }

    private static void check(String schedule) throws Wrong {
        String rest = schedule;
        if (rest.startsWith("TZ=") || rest.startsWith("CRON_TZ=")) {
            int space = rest.indexOf(' ');
            String zone = rest.substring(rest.indexOf('=') + 1, Math.max(space, rest.indexOf('=') + 1));
            if (!zone.isEmpty() && !isZone(zone)) {
                throw new Wrong("provided bad location %s: unknown time zone %s", zone, zone);
            }
            rest = space < 0 ? "" : rest.substring(space).strip();
        }
        if (rest.startsWith("@")) {
            descriptor(rest);
            return;
        }
        List<String> fields = rest.isBlank() ? List.of() : List.of(rest.strip().split("\\s+"));
        if (fields.size() != FIELDS.size()) {
            throw new Wrong("expected exactly %d fields, found %d: [%s]", FIELDS.size(), fields.size(), String.join(" ", fields));
        }
        for (int i = 0; i < fields.size(); i++) {
            for (String part : fields.get(i).split(",")) {
                if (!part.isEmpty()) {
                    range(part, FIELDS.get(i));
                }
            }
        }
    }

    private static void descriptor(String text) throws Wrong {
        if (text.startsWith("@every ")) {
            String wrong = duration(text.substring("@every ".length()));
            if (!wrong.isEmpty()) {
                throw new Wrong("failed to parse duration %s: time: %s", text, wrong);
            }
        } else if (!DESCRIPTORS.contains(text)) {
            throw new Wrong("unrecognized descriptor: %s", text);
        }
    }

    /** What is wrong with a duration, in the words of Go's {@code time.ParseDuration}; empty for nothing. */
    private static String duration(String text) {
        String shown = "duration \"" + text + "\"";
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return "";
        }
        Matcher part = NUMBER_AND_UNIT.matcher(rest);
        int read = 0;
        while (part.lookingAt() && part.group("number").chars().anyMatch(Character::isDigit)) {
            String unit = part.group("unit");
            if (unit.isEmpty()) {
                return "missing unit in " + shown;
            }
            if (!UNITS.contains(unit)) {
                return "unknown unit \"" + unit + "\" in " + shown;
            }
            read = part.end();
            part.region(read, rest.length());
        }
        return read > 0 && read == rest.length() ? "" : "invalid " + shown;
    }

    private static void range(String expression, Field field) throws Wrong {
        String[] rangeAndStep = expression.split("/", -1);
        String[] ends = rangeAndStep[0].split("-", -1);
        boolean star = ends[0].equals("*") || ends[0].equals("?");
        int start = star ? field.from() : number(ends[0], field);
        int end = star ? field.to() : start;
        if (!star && ends.length == 2) {
            end = number(ends[1], field);
        } else if (!star && ends.length > 2) {
            throw new Wrong("too many hyphens: %s", expression);
        }
        int step = 1;
        if (rangeAndStep.length == 2) {
            step = number(rangeAndStep[1]);
            end = ends.length == 1 ? field.to() : end;
        } else if (rangeAndStep.length > 2) {
            throw new Wrong("too many slashes: %s", expression);
        }
        if (start < field.from()) {
            throw new Wrong("beginning of range (%d) below minimum (%d): %s", start, field.from(), expression);
        }
        if (end > field.to()) {
            throw new Wrong("end of range (%d) above maximum (%d): %s", end, field.to(), expression);
        }
        if (start > end) {
            throw new Wrong("beginning of range (%d) beyond end of range (%d): %s", start, end, expression);
        }
        if (step == 0) {
            throw new Wrong("step of range should be a positive number: %s", expression);
        }
    }

    private static int number(String text, Field field) throws Wrong {
        int name = field.names().indexOf(text.toLowerCase(Locale.ROOT));
        return name < 0 ? number(text) : name + field.from();
    }

    private static int number(String text) throws Wrong {
        if (!text.matches("[-+]?\\d{1,9}")) {
            throw new Wrong("failed to parse int from %s: strconv.Atoi: parsing \"%s\": invalid syntax", text, text);
        }
        int number = Integer.parseInt(text);
        if (number < 0) {
            throw new Wrong("negative number (%d) not allowed: %s", number, text);
        }
        return number;
    }
}
