package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.TreeSet;

/** The fields that differ, in the look of upstream's diff of Go structs; simpler than that, which goes down into every struct. */
final class Difference {
    private Difference() {}

    /** @param type the Go name of what is compared, such as {@code core.PodSpec} */
    static String of(String type, Json old, Json now) {
        TreeSet<String> names = new TreeSet<>(old.names());
        names.addAll(now.names());
        int alike = 0;
        StringBuilder text = new StringBuilder("  ").append(type).append("{\n");
        for (String name : names) {
            Object was = old.get(name);
            Object is = now.get(name);
            if (was != null && was.equals(is)) {
                alike++;
                continue;
            }
            String field = Character.toUpperCase(name.charAt(0)) + name.substring(1);
            text.append("- \t").append(field).append(": ").append(shown(was)).append(",\n");
            text.append("+ \t").append(field).append(": ").append(shown(is)).append(",\n");
        }
        return text.append("  \t... // ").append(alike).append(" identical fields\n  }\n").toString();
    }

    private static String shown(Object value) {
        return value == null ? "nil" : JsonText.compact(value);
    }
}
