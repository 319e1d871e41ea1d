package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every entry of the suite's chapter about workloads has its test. */
class ConformanceListTest {
    private static final List<Class<?>> CHAPTER = List.of(CronJobConformanceTest.class, DaemonSetConformanceTest.class, DeploymentConformanceTest.class,
            DisruptionConformanceTest.class, JobConformanceTest.class, ReplicaSetConformanceTest.class, ReplicationControllerConformanceTest.class,
            StatefulSetConformanceTest.class);

    /** The names of the entries that have a test. */
    static Stream<String> tested() {
        return CHAPTER.stream().flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                .map((Method method) -> method.getAnnotation(DisplayName.class))
                .filter(name -> name != null).map(DisplayName::value);
    }

    @Test
    void every_entry_has_a_test_of_its_name() throws IOException {
        try (InputStream stream = getClass().getResourceAsStream("/conformance/sig-apps.txt")) {
            List<String> entries = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            assertThat(entries).hasSize(60);
            assertThat(tested()).containsExactlyInAnyOrderElementsOf(entries);
        }
    }
}
