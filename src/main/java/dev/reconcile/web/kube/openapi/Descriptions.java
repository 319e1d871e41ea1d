package dev.reconcile.web.kube.openapi;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What types and fields are for, in short sentences of our own. */
final class Descriptions {
    private static final Properties TEXTS = read();

    private Descriptions() {}

    private static Properties read() {
        Properties texts = new Properties();
        try (Reader file = new InputStreamReader(Descriptions.class.getResourceAsStream("/kubernetes/descriptions.properties"), StandardCharsets.UTF_8)) {
            texts.load(file);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name {@code PodSpec} or {@code PodSpec.containers}; a field without an entry of its own takes that of {@code *.field} */
    static String of(String name) {
        int dot = name.indexOf('.');
        String common = dot < 0 ? "" : TEXTS.getProperty("*" + name.substring(dot), "");
        return TEXTS.getProperty(name, common);
    }
}
