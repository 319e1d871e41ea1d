package dev.reconcile.api.kinds;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    private CronGrammar() {}

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
                range(part, FIELDS.get(i));
            }
        }
    }

    private static void descriptor(String text) throws Wrong {
        if (text.startsWith("@every ")) {
            String duration = text.substring("@every ".length());
            if (!duration.matches("[-+]?((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h))+|0")) {
                throw new Wrong("failed to parse duration %s: time: invalid duration \"%s\"", text, duration);
            }
        } else if (!DESCRIPTORS.contains(text)) {
            throw new Wrong("unrecognized descriptor: %s", text);
        }
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
