package dev.reconcile.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * When a schedule of five fields is due ({@code robfig/cron/v3 SpecSchedule.Next}). The text has been validated.
 *
 * <p>A day must match the day of the month and that of the week, or one of both where neither is a star.
 */
public final class CronSchedule {
    /** How far ahead a time is looked for, in days, as upstream: a schedule such as the 30th of February never comes. */
    private static final int HORIZON_DAYS = 5 * 366;

    private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<String> STARS = List.of("*", "?", "*/1", "?/1");

    private final ZoneId zone;
    private final long everyMillis;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;

    private CronSchedule(ZoneId zone, long everyMillis, String[] fields) {
        this.zone = zone;
        this.everyMillis = everyMillis;
        this.minutes = field(fields[0], 0, 59, List.of());
        this.hours = field(fields[1], 0, 23, List.of());
        this.days = field(fields[2], 1, 31, List.of());
        this.months = field(fields[3], 1, 12, MONTHS);
        this.weekdays = field(fields[4], 0, 6, DAYS);
        this.anyDay = isStar(fields[2]) || isStar(fields[4]);
    }

    private record Written(String schedule, ZoneId zone) {}

    private static final Recent<Written, CronSchedule> RECENT = new Recent<>(256, written -> read(written.schedule, written.zone));

    public static CronSchedule of(String schedule, ZoneId zone) {
        return RECENT.get(new Written(schedule, zone));
    }

    private static CronSchedule read(String schedule, ZoneId zone) {
        String text = schedule.strip();
        if (text.startsWith("TZ=") || text.startsWith("CRON_TZ=")) {
            ZoneId own = ZoneId.of(text.substring(text.indexOf('=') + 1, text.indexOf(' ')));
            return read(text.substring(text.indexOf(' ')), own);
        }
        if (text.startsWith("@every ")) {
            return new CronSchedule(zone, Math.max(1000, duration(text.substring(7).strip()) / 1000 * 1000), "* * * * *".split(" "));
        }
        String fields = switch (text) {
            case "@yearly", "@annually" -> "0 0 1 1 *";
            case "@monthly" -> "0 0 1 * *";
            case "@weekly" -> "0 0 * * 0";
            case "@daily", "@midnight" -> "0 0 * * *";
            case "@hourly" -> "0 * * * *";
            default -> text;
        };
        return new CronSchedule(zone, 0, fields.split("\\s+"));
    }

    /** Nothing for a negative one, as for one that is too short: both mean every second. */
    private static long duration(String text) {
        return text.startsWith("-") ? 0 : (long) java.util.regex.Pattern.compile("([0-9.]+)(ms|s|m|h)").matcher(text).results()
                .mapToDouble(part -> Double.parseDouble(part.group(1)) * unit(part.group(2))).sum();
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "h" -> 3_600_000;
            case "m" -> 60_000;
            case "s" -> 1000;
            default -> 1;
        };
    }

    /** A star without a step says nothing about the day. */
    private static boolean isStar(String field) {
        return List.of(field.split(",")).stream().anyMatch(STARS::contains);
    }

    private static BitSet field(String field, int from, int to, List<String> names) {
        BitSet set = new BitSet();
        for (String part : field.split(",")) {
            if (part.isEmpty()) {
                continue;
            }
            String[] rangeAndStep = part.split("/");
            String[] ends = rangeAndStep[0].split("-");
            boolean star = ends[0].equals("*") || ends[0].equals("?");
            int start = star ? from : number(ends[0], from, names);
            int single = rangeAndStep.length == 2 ? to : start;
            int end = star ? to : ends.length == 2 ? number(ends[1], from, names) : single;
            int step = rangeAndStep.length == 2 ? Integer.parseInt(rangeAndStep[1]) : 1;
            for (int value = start; value <= end; value += step) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(String text, int from, List<String> names) {
        int name = names.indexOf(text.toLowerCase(Locale.ROOT));
        return name < 0 ? Integer.parseInt(text) : name + from;
    }

    /** The first instant after the given one, both in milliseconds since the epoch; empty if none comes within five years. */
    public OptionalLong next(long millis) {
        if (everyMillis > 0) {
            return OptionalLong.of(millis / 1000 * 1000 + everyMillis);
        }
        ZonedDateTime from = Instant.ofEpochMilli(millis).atZone(zone);
        LocalDate date = from.toLocalDate();
        boolean turns = turns(date);
        for (int day = 0; day < HORIZON_DAYS; day++, date = date.plusDays(1)) {
            if (isDay(date)) {
                OptionalLong found = turns(date) ? onTurningDay(date, millis) : on(date, millis, day == 0 && !turns ? from.getHour() : 0);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return OptionalLong.empty();
    }

    private boolean isDay(LocalDate date) {
        boolean day = days.get(date.getDayOfMonth());
        boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % 7);
        return months.get(date.getMonthValue()) && (anyDay ? day && weekday : day || weekday);
    }

    private OptionalLong on(LocalDate date, long after, int fromHour) {
        for (int hour = hours.nextSetBit(fromHour); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                long time = date.atTime(hour, minute).atZone(zone).toInstant().toEpochMilli();
                if (time > after) {
                    return OptionalLong.of(time);
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The clocks are put forward or back on that day. */
    private boolean turns(LocalDate date) {
        ZoneRules rules = zone.getRules();
        return !rules.isFixedOffset() && !rules.getOffset(date.atStartOfDay()).equals(rules.getOffset(date.plusDays(1).atStartOfDay()));
    }

    /** An hour that the clocks skip is not made up for; one that comes twice counts twice. */
    private OptionalLong onTurningDay(LocalDate date, long after) {
        long first = Long.MAX_VALUE;
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                LocalDateTime local = date.atTime(hour, minute);
                for (ZoneOffset offset : zone.getRules().getValidOffsets(local)) {
                    long time = local.toInstant(offset).toEpochMilli();
                    first = time > after ? Math.min(first, time) : first;
                }
            }
        }
        return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
    }

    /**
     * What was due in a span of time.
     *
     * @param latest the last instant, as upstream finds it
     * @param count about how many there were, by the distance of the first two
     */
    public record Missed(OptionalLong latest, long count) {
        private static final Missed NOTHING = new Missed(OptionalLong.empty(), 0);
    }

    /**
     * What was due after {@code since} and up to {@code now} ({@code pkg/controller/cronjob/utils.go mostRecentScheduleTime}): as there, the
     * last of a schedule with uneven distances may be overlooked.
     */
    public Missed missed(long since, long now) {
        OptionalLong first = next(since);
        if (first.isEmpty() || first.getAsLong() > now) {
            return Missed.NOTHING;
        }
        OptionalLong second = next(first.getAsLong());
        if (second.isEmpty() || second.getAsLong() > now) {
            return new Missed(first, 1);
        }
        long distance = second.getAsLong() - first.getAsLong();
        long count = (now - first.getAsLong()) / distance + 1;
        OptionalLong latest = OptionalLong.empty();
        OptionalLong time = next(first.getAsLong() + (count - 2) * distance);
        while (time.isPresent() && time.getAsLong() <= now) {
            latest = time;
            time = next(time.getAsLong());
        }
        return new Missed(latest, count);
    }
}
