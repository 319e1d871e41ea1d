package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the recordings of a real control plane and the tables that say where a newer version differs. */
final class Recordings {
    private static final String FOLDER = "/recordings/k8s-1.20.2/";

    private Recordings() {}

    static Stream<Json> lines(String file) {
        return text(file).lines().map(JsonText::trusted);
    }

    /**
     * What is otherwise today: columns are the recording ({@code *} for all), the place, {@code recorded → today}, and the reason. Where
     * today's value varies, {@code *} stands for it.
     *
     * @return recording → place → change
     */
    static Map<String, Map<String, String>> differences(String file) {
        Map<String, Map<String, String>> differences = new TreeMap<>();
        text(file).lines().skip(1).forEach(line -> {
            String[] cells = line.split("\t");
            if (cells.length != 4 || cells[3].isBlank()) {
                throw new IllegalStateException("a difference needs recording, place, change and reason: " + line);
            }
            differences.computeIfAbsent(cells[0], name -> new TreeMap<>()).put(cells[1], cells[2]);
        });
        return differences;
    }

    /** The differences that hold for one recording; those for all count where they were found. */
    static Map<String, String> expected(Map<String, Map<String, String>> differences, String name, Map<String, String> found) {
        Map<String, String> expected = new TreeMap<>(differences.getOrDefault(name, Map.of()));
        expected.replaceAll((place, change) -> change.endsWith("→ *") ? found.getOrDefault(place, change) : change);
        differences.getOrDefault("*", Map.of()).forEach((place, change) -> {
            if (found.containsKey(place)) {
                expected.putIfAbsent(place, change);
            }
        });
        return expected;
    }

    /** Place → {@code recorded → today} for every leaf that differs. */
    static Map<String, String> compare(Object recorded, Object today) {
        Map<String, String> differences = new TreeMap<>();
        compare("", recorded, today, differences);
        return differences;
    }

    private static void compare(String place, Object recorded, Object today, Map<String, String> differences) {
        if (recorded instanceof Json a && today instanceof Json b) {
            TreeSet<String> names = new TreeSet<>(a.names());
            names.addAll(b.names());
            names.forEach(name -> compare(place.isEmpty() ? name : place + "." + name, a.get(name), b.get(name), differences));
        } else if (recorded instanceof List<?> a && today instanceof List<?> b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(place + "[" + i + "]", a.get(i), b.get(i), differences);
            }
        } else if (!Objects.equals(recorded, today)) {
            differences.put(place, shown(recorded) + " → " + shown(today));
        }
    }

    private static String shown(Object value) {
        return value == null ? "nothing" : JsonText.compact(value);
    }

    private static String text(String file) {
        try (InputStream in = Recordings.class.getResourceAsStream(FOLDER + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
