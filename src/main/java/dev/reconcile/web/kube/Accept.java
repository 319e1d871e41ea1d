package dev.reconcile.web.kube;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What representations a client takes, the best first. */
record Accept(List<Range> ranges) {
    /** {@code application/json;as=Table;v=v1;g=meta.k8s.io}. */
    record Range(String type, Map<String, String> parameters) {
        String parameter(String name) {
            return parameters.getOrDefault(name, "");
        }

        double quality() {
            String text = parameter("q");
            return text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 1;
        }

        /** JSON or YAML, or anything. */
        boolean isReadable() {
            return switch (type) {
                case "*/*", "application/*", "application/json", "application/yaml" -> true;
                default -> false;
            };
        }
    }

    static Accept of(HttpCall call) {
        return parse(call.header("Accept"));
    }

    static Accept parse(String header) {
        if (header.isBlank()) {
            return new Accept(List.of(new Range("*/*", Map.of())));
        }
        List<Range> ranges = new ArrayList<>();
        for (String text : header.split(",")) {
            String[] parts = text.split(";");
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split("=", 2);
                parameters.put(pair[0].strip(), pair.length == 2 ? pair[1].strip() : "");
            }
            ranges.add(new Range((parts.length == 0 ? "" : parts[0]).strip().toLowerCase(Locale.ROOT), parameters));
        }
        ranges.sort(Comparator.comparingDouble(Range::quality).reversed());
        return new Accept(List.copyOf(ranges));
    }

    /** Whether anything that can be given is among them. */
    boolean takesJson() {
        return ranges.stream().anyMatch(Range::isReadable);
    }

    boolean prefersYaml() {
        return ranges.stream().filter(Range::isReadable).findFirst().map(range -> range.type().equals("application/yaml")).orElse(false);
    }

    /** What the readable range that comes first wants the object shown as: {@code Table}, {@code PartialObjectMetadata}, …; empty for itself. */
    Shape shape() {
        for (Range range : ranges) {
            if (!range.isReadable()) {
                continue;
            }
            String as = range.parameter("as");
            if (as.isEmpty()) {
                return Shape.OBJECT;
            }
            boolean known = range.parameter("g").equals("meta.k8s.io") && List.of("v1", "v1beta1").contains(range.parameter("v"));
            if (known && as.equals("Table")) {
                return Shape.TABLE;
            }
            if (known && as.startsWith("PartialObjectMetadata")) {
                return Shape.METADATA;
            }
        }
        return Shape.OBJECT;
    }

    enum Shape { OBJECT, TABLE, METADATA }
}
