package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Locale;

/** The description of kinds without one of their own: all fields, by name. */
final class GenericDescription {
    private static final List<String> ACRONYMS = List.of("API", "URL", "UID", "GUID");

    private GenericDescription() {}

    static void write(Sheet sheet, KubeObject object) {
        sheet.line(0, "Name:\t%s", object.name()).line(0, "Namespace:\t%s", object.namespace());
        Describers.labels(sheet, object);
        Json metadata = object.metadata().without("name").without("namespace").without("labels").without("annotations").without("managedFields");
        fields(sheet, 0, object.tree().with("metadata", metadata));
    }

    private static void fields(Sheet sheet, int level, Json fields) {
        fields.forEach((name, value) -> {
            switch (value) {
                case Json inner -> {
                    sheet.line(level, "%s:", label(name));
                    fields(sheet, level + 1, inner);
                }
                case List<?> items -> {
                    sheet.line(level, "%s:", label(name));
                    for (Object item : items) {
                        if (item instanceof Json inner) {
                            fields(sheet, level + 1, inner);
                        } else {
                            sheet.line(level + 1, "%s", item);
                        }
                    }
                }
                default -> sheet.line(level, "%s:\t%s", label(name), value);
            }
        });
    }

    /** {@code resourceVersion} becomes {@code Resource Version}. */
    private static String label(String name) {
        if (!name.matches("[A-Za-z-]+")) {
            return name;
        }
        StringBuilder label = new StringBuilder();
        for (String word : name.split("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^-])(?=-)|(?<=-)(?=[^-])")) {
            String upper = word.toUpperCase(Locale.ROOT);
            label.append(label.isEmpty() ? "" : " ").append(ACRONYMS.contains(upper) ? upper : upper.charAt(0) + word.substring(1));
        }
        return label.toString();
    }
}
