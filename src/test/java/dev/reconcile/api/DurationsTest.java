package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "-2000, <invalid>", "-500, 0s", "0, 0s", "45999, 45s", "119000, 119s", "120000, 2m", "192000, 3m12s", "599000, 9m59s", "600000, 10m",
        "10799000, 179m", "10800000, 3h", "14520000, 4h2m", "28800000, 8h", "172799000, 47h", "172800000, 2d", "180000000, 2d2h",
        "691200000, 8d", "63072000000, 2y", "63158400000, 2y1d", "252288000000, 8y",
    })
    void a_duration_shows_its_largest_units(long millis, String text) {
        assertThat(Durations.human(millis)).isEqualTo(text);
    }
}
