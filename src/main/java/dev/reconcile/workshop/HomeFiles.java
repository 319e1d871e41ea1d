package dev.reconcile.workshop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The manifests of the article, under the names that its commands use: they lie in every learner's home. One lies there twice: the article's
 * StatefulSet gives the mysql image no password, so its first pod ends with an error again and again, as it would in any cluster, and the others are
 * never made. {@code mysql-statefulset-with-password.yaml} is the same with the variable that is missing.
 */
final class HomeFiles {
    private static final List<String> NAMES = List.of("backup-cronjob.yaml", "data-processing-job.yaml", "myapp-rs.yaml", "mysql-headless-svc.yaml",
            "mysql-statefulset.yaml", "mysql-statefulset-with-password.yaml", "nginx-deployment.yaml", "node-exporter-daemonset.yaml");

    private static final SortedMap<String, String> CONTENTS = read();

    private HomeFiles() {}

    /** Name and content. */
    static SortedMap<String, String> ofTheArticle() {
        return CONTENTS;
    }

    private static SortedMap<String, String> read() {
        SortedMap<String, String> contents = new TreeMap<>();
        for (String name : NAMES) {
            try (InputStream stream = HomeFiles.class.getResourceAsStream("/home/" + name)) {
                if (stream == null) {
                    throw new IllegalStateException("the home file " + name + " is missing");
                }
                contents.put(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Collections.unmodifiableSortedMap(contents);
    }
}
