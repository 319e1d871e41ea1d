package dev.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "0, 0", "0m, 0", "1, 1", "1000, 1k", "1000m, 1", "1500m, 1500m", "0.5, 500m", ".5, 500m", "1.5, 1500m", "100m, 100m", "0.1, 100m",
        "1024, 1024", "1024Mi, 1Gi", "1.5Gi, 1536Mi", "1Ki, 1Ki", "1023Ki, 1023Ki", "0.5Ki, 512", "0.3Gi, 322122547200m",
        "128974848, 128974848", "129e6, 129e6", "129M, 129M", "123Mi, 123Mi", "1e3, 1e3", "1E, 1E", "1e-3, 1e-3", "1.50, 1500m",
        "-1, -1", "+2, 2", "0.0000000001, 1n", "1000000000000Mi, 976562500Gi",
    })
    void hasOneCanonicalText(String written, String canonical) throws Exception {
        assertThat(Quantity.parse(written).text()).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "abc | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "1GB | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "1 Gi | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "~~ | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "1K | unable to parse quantity's suffix",
        "12e | unable to parse quantity's suffix",
        "1ki | unable to parse quantity's suffix",
        "m | unable to parse numeric part of quantity",
    })
    void refusesInUpstreamsWords(String written, String message) {
        assertThat(catchThrowableOfType(Quantity.Malformed.class, () -> Quantity.parse(written))).hasMessage(message);
    }

    @Test
    void isComparedAndAddedByValue() {
        assertThat(Quantity.of("1Gi")).isGreaterThan(Quantity.of("1G"));
        assertThat(Quantity.of("1000m")).isEqualByComparingTo(Quantity.of("1"));
        assertThat(Quantity.of("500m").plus(Quantity.of("1")).text()).isEqualTo("1500m");
        assertThat(Quantity.of("1Gi").minus(Quantity.of("512Mi")).text()).isEqualTo("512Mi");
        assertThat(Quantity.of("1500m").whole()).isEqualTo(2);
        assertThat(Quantity.of("1.5").milli()).isEqualTo(1500);
    }
}
