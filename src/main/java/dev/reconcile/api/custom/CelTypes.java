package dev.reconcile.api.custom;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.reconcile.model.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The types of a schema's values, so that a rule about fields that are not there, or about values of another kind, is no rule
 * ({@code apiserver/pkg/cel/common/schemas.go}).
 */
final class CelTypes implements CelTypeProvider {
    private static final String SELF = "selfType";
    private static final ImmutableSet<String> KEYWORDS = ImmutableSet.of("true", "false", "null", "in", "as", "break", "const", "continue", "else", "for",
            "function", "if", "import", "let", "loop", "package", "namespace", "return");

    private final Map<String, CelType> structs = new TreeMap<>();
    private final CelType self;

    /** @param root an object's own schema, with the metadata that every object has */
    CelTypes(Json schema, boolean root) {
        self = type(schema, SELF, root).orElse(SimpleType.DYN);
    }

    CelType self() {
        return self;
    }

    /** Empty for what rules cannot look at. */
    private Optional<CelType> type(Json schema, String name, boolean object) {
        if (schema.isTrue("x-kubernetes-int-or-string")) {
            return Optional.of(SimpleType.DYN);
        }
        return switch (schema.textOrEmpty("type")) {
            case "array" -> type(schema.object("items"), name + ".@items", false).map(ListType::create);
            case "object" -> schema.get("additionalProperties") instanceof Json values
                    ? type(values, name + ".@values", false).map(value -> MapType.create(SimpleType.STRING, value))
                    : Optional.of(struct(schema, name, object || schema.isTrue("x-kubernetes-embedded-resource")));
            case "boolean" -> Optional.of(SimpleType.BOOL);
            case "integer" -> Optional.of(SimpleType.INT);
            case "number" -> Optional.of(SimpleType.DOUBLE);
            case "string" -> Optional.of(switch (schema.textOrEmpty("format")) {
                case "byte" -> SimpleType.BYTES;
                case "duration" -> SimpleType.DURATION;
                case "date", "date-time" -> SimpleType.TIMESTAMP;
                default -> SimpleType.STRING;
            });
            default -> Optional.empty();
        };
    }

    private CelType struct(Json schema, String name, boolean object) {
        Map<String, CelType> fields = new TreeMap<>();
        Json properties = schema.object("properties");
        for (String property : properties.names()) {
            type(properties.object(property), name + "." + property, false).ifPresent(type -> fields.put(escaped(property), type));
        }
        if (object) {
            fields.put("apiVersion", SimpleType.STRING);
            fields.put("kind", SimpleType.STRING);
            Map<String, CelType> metadata = new TreeMap<>(Map.of("name", SimpleType.STRING));
            metadata.put("generateName", SimpleType.STRING);
            fields.put("metadata", struct(name + ".metadata", metadata));
        }
        return struct(name, fields);
    }

    private CelType struct(String name, Map<String, CelType> fields) {
        CelType struct = StructType.create(name, ImmutableSet.copyOf(new TreeMap<>(fields).keySet()), field -> Optional.ofNullable(fields.get(field)));
        structs.put(name, struct);
        return struct;
    }

    /** As rules write names that are none in CEL. */
    static String escaped(String property) {
        String plain = property.replace("__", "__underscores__").replace(".", "__dot__").replace("-", "__dash__").replace("/", "__slash__");
        return KEYWORDS.contains(plain) ? "__" + plain + "__" : plain;
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(structs.values());
    }

    @Override
    public Optional<CelType> findType(String typeName) {
        return Optional.ofNullable(structs.get(typeName));
    }
}
