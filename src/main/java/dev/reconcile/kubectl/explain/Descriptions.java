package dev.reconcile.kubectl.explain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Our own descriptions of types and fields, from {@code explain.properties}: {@code Type=…}, {@code Type.field=…}, {@code Type.field.values=…}. */
public final class Descriptions {
    private static final String FILE = "/kubectl/explain.properties";
    /** Before the description of a field that must be given. */
    private static final String REQUIRED = "!";
    private static final Descriptions ALL = read();

    private final Properties texts;

    private Descriptions(Properties texts) {
        this.texts = texts;
    }

    public static Descriptions all() {
        return ALL;
    }

    private static Descriptions read() {
        Properties texts = new Properties();
        try (var in = new InputStreamReader(Descriptions.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            texts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Descriptions(texts);
    }

    /** @param place {@code PodSpec} or {@code PodSpec.containers}; {@code *.kind} describes what is the same in every type */
    public Optional<String> of(String place) {
        String text = texts.getProperty(place, texts.getProperty("*" + place.substring(place.lastIndexOf('.') + 1), ""));
        return Optional.of(isRequired(place) ? text.substring(REQUIRED.length()).strip() : text).filter(found -> !found.isEmpty());
    }

    public boolean isRequired(String place) {
        return texts.getProperty(place, "").startsWith(REQUIRED);
    }

    /** The values that the field can have, where there are only a few. */
    public List<String> values(String place) {
        String values = texts.getProperty(place + ".values");
        return values == null ? List.of() : Arrays.stream(values.split(",")).map(String::strip).toList();
    }
}
