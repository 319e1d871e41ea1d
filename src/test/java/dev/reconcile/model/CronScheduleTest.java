package dev.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {
    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource({
        "0 2 * * *,            2026-11-24T01:59:59Z, 2026-11-24T02:00:00Z",
        "0 2 * * *,            2026-11-24T02:00:00Z, 2026-11-25T02:00:00Z",
        "*/15 * * * *,         2026-11-24T02:01:00Z, 2026-11-24T02:15:00Z",
        "*/1 * * * *,          2026-11-24T02:01:00Z, 2026-11-24T02:02:00Z",
        "30 9-17/4 * * mon-fri,2026-11-27T17:30:00Z, 2026-11-30T09:30:00Z",
        "0 0 1 jan *,          2026-11-24T00:00:00Z, 2027-01-01T00:00:00Z",
        "0 0 13 * 5,           2026-11-24T00:00:00Z, 2026-11-27T00:00:00Z",
        "0 0 29 2 *,           2026-11-24T00:00:00Z, 2028-02-29T00:00:00Z",
        "5/20 * * * *,         2026-11-24T00:00:00Z, 2026-11-24T00:05:00Z",
        "@hourly,              2026-11-24T00:10:00Z, 2026-11-24T01:00:00Z",
        "@weekly,              2026-11-24T00:10:00Z, 2026-11-29T00:00:00Z",
        "@every 90s,           2026-11-24T00:10:00Z, 2026-11-24T00:11:30Z",
        "TZ=Asia/Seoul 0 2 * * *, 2026-11-24T00:00:00Z, 2026-11-24T17:00:00Z"})
    void is_due_next(String schedule, String after, String next) {
        assertThat(CronSchedule.of(schedule, ZoneOffset.UTC).next(at(after))).hasValue(at(next));
    }

    @Test
    void a_day_that_never_comes_is_never_due() {
        assertThat(CronSchedule.of("0 0 30 2 *", ZoneOffset.UTC).next(at("2026-11-24T00:00:00Z"))).isEmpty();
    }

    @Test
    void a_zone_moves_the_hours() {
        assertThat(CronSchedule.of("0 2 * * *", ZoneId.of("Asia/Seoul")).next(at("2026-11-24T00:00:00Z"))).hasValue(at("2026-11-24T17:00:00Z"));
    }

    @Test
    void an_hour_that_the_clocks_skip_is_not_made_up_for() {
        CronSchedule schedule = CronSchedule.of("30 2 * * *", ZoneId.of("America/New_York"));

        assertThat(schedule.next(at("2026-03-07T12:00:00Z"))).hasValue(at("2026-03-09T06:30:00Z"));
    }

    @Test
    void an_hour_that_comes_twice_is_due_twice() {
        CronSchedule schedule = CronSchedule.of("30 1 * * *", ZoneId.of("America/New_York"));

        assertThat(schedule.next(at("2026-11-01T00:00:00Z"))).hasValue(at("2026-11-01T05:30:00Z"));
        assertThat(schedule.next(at("2026-11-01T05:30:00Z"))).hasValue(at("2026-11-01T06:30:00Z"));
        assertThat(schedule.next(at("2026-11-01T06:30:00Z"))).hasValue(at("2026-11-02T06:30:00Z"));
    }

    @Test
    void every_half_hour_is_every_half_hour_on_days_when_the_clocks_turn() {
        for (String day : new String[] {"2026-03-29", "2026-10-25", "2026-06-01"}) {
            CronSchedule schedule = CronSchedule.of("*/30 * * * *", ZoneId.of("Europe/Berlin"));
            long time = at(day + "T00:00:00Z");
            for (int i = 0; i < 60; i++) {
                assertThat(schedule.next(time)).hasValue(time + 1_800_000);
                time += 1_800_000;
            }
        }
    }

    @Test
    void the_latest_due_time_is_found_over_a_long_gap() {
        CronSchedule schedule = CronSchedule.of("* * * * *", ZoneOffset.UTC);

        assertThat(schedule.missed(at("2016-11-24T00:00:00Z"), at("2026-11-24T00:00:30Z")).latest()).hasValue(at("2026-11-24T00:00:00Z"));
        assertThat(schedule.missed(at("2026-11-24T00:00:00Z"), at("2026-11-24T00:00:59Z")).latest()).isEmpty();
        assertThat(schedule.missed(at("2026-11-24T00:00:00Z"), at("2026-11-24T02:00:00Z")).count()).isEqualTo(120);
        assertThat(CronSchedule.of("0 2 * * mon", ZoneOffset.UTC).missed(at("2026-01-01T00:00:00Z"), at("2026-11-24T12:00:00Z")).latest())
                .hasValue(at("2026-11-23T02:00:00Z"));
    }
}
