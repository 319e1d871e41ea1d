package dev.reconcile.api.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.reconcile.model.Json;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The shape of a value, read from the fields of the object model's classes. Names of Go types are kept because errors name them.
 */
public sealed interface Schema {
    /** How Go's errors name the type: {@code int32}, {@code v1.PodSpec}, {@code []v1.Container}. */
    String goType();

    /**
     * An object with known fields. A type may contain itself, so fields are looked up when they are needed.
     *
     * @param definition its name in OpenAPI documents: {@code io.k8s.api.core.v1.PodSpec}; empty for a shape without a name
     * @param whole server-side apply sees it as one value
     */
    record Struct(String name, String goType, String definition, Supplier<Map<String, Schema>> lazyFields, boolean whole) implements Schema {
        /** Names and shapes of all fields, sorted. */
        public Map<String, Schema> fields() {
            return lazyFields.get();
        }

        public Optional<Schema> field(String field) {
            return Optional.ofNullable(lazyFields.get().get(field));
        }
    }

    record ListOf(Schema item, String goType, ListType type) implements Schema {}

    /** @param whole server-side apply sees it as one value */
    record MapOf(Schema value, String goType, boolean whole) implements Schema {}

    record Text(String goType) implements Schema {}

    /** @param bits 32 or 64 */
    record Whole(int bits) implements Schema {
        @Override
        public String goType() {
            return "int" + bits;
        }
    }

    record Special(Form form) implements Schema {
        @Override
        public String goType() {
            return form.goType;
        }
    }

    /** Types that Go reads by a rule of their own. */
    enum Form {
        TRUTH("bool"),
        REAL("float64"),
        AMOUNT("resource.Quantity"),
        NUMBER_OR_TEXT("intstr.IntOrString"),
        TIME("v1.Time"),
        MICRO_TIME("v1.MicroTime"),
        BYTES("[]uint8"),
        ANYTHING("runtime.RawExtension");

        private final String goType;

        Form(String goType) {
            this.goType = goType;
        }
    }

    /** The schema of a class of the object model; the same one each time. */
    static Schema of(Class<?> model) {
        return Reader.KNOWN.get(model);
    }

    /** An object of which only the metadata's shape is known. */
    static Schema open() {
        Map<String, Schema> fields = new TreeMap<>();
        for (String name : List.of("apiVersion", "kind", "spec", "status")) {
            fields.put(name, new Special(Form.ANYTHING));
        }
        fields.put("metadata", of(ObjectMeta.class));
        return new Struct("", "", "", () -> fields, false);
    }

    /** Reads classes. */
    final class Reader {
        private static final ClassValue<Schema> KNOWN = new ClassValue<>() {
            @Override
            protected Schema computeValue(Class<?> model) {
                return struct(model);
            }
        };

        private static final Set<String> TIMES = new TreeSet<>(List.of("acquireTime", "completionTime", "creationTimestamp", "deletionTimestamp",
                "eventTime", "finishedAt", "firstTimestamp", "lastHeartbeatTime", "lastObservedTime", "lastProbeTime", "lastScaleTime",
                "lastScheduleTime", "lastSuccessfulTime", "lastTimestamp", "lastTransitionTime", "lastUpdateTime", "renewTime", "startTime",
                "startedAt"));

        /** Strings that Go reads as bytes, by class and field. */
        private static final Set<String> BYTES = new TreeSet<>(List.of("ConfigMap.binaryData", "Secret.data"));

        /** Named Go types of fields that are plain strings, or maps, in the object model. */
        private static final Json NAMED = Json.of(
                "imagePullPolicy", "v1.PullPolicy",
                "dnsPolicy", "v1.DNSPolicy",
                "protocol", "v1.Protocol",
                "uid", "types.UID",
                "concurrencyPolicy", "v1.ConcurrencyPolicy",
                "podManagementPolicy", "v1.PodManagementPolicyType",
                "terminationMessagePolicy", "v1.TerminationMessagePolicy",
                "sessionAffinity", "v1.ServiceAffinity",
                "persistentVolumeReclaimPolicy", "v1.PersistentVolumeReclaimPolicy");

        private static final Set<String> RESOURCE_LISTS =
                new TreeSet<>(List.of("allocatable", "capacity", "hard", "limits", "overhead", "requests", "used"));

        private Reader() {}

        private static Schema struct(Class<?> model) {
            String name = model.getSimpleName();
            return new Struct(name, goPackage(model) + "." + name, Definitions.name(model), new Fields(model), Topology.isWhole(name));
        }

        /** Read on first use: a class may contain itself. */
        private static final class Fields implements Supplier<Map<String, Schema>> {
            private final Class<?> model;
            private volatile Map<String, Schema> known;

            private Fields(Class<?> model) {
                this.model = model;
            }

            /** Two threads that ask first at once read the same twice. */
            @Override
            public Map<String, Schema> get() {
                if (known == null) {
                    known = read(model);
                }
                return known;
            }
        }

        /** Sorted, and quick to look up in. */
        private static Map<String, Schema> read(Class<?> model) {
            Map<String, Schema> fields = new TreeMap<>();
            for (Class<?> type = model; type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    JsonProperty property = field.getAnnotation(JsonProperty.class);
                    if (property != null) {
                        fields.putIfAbsent(property.value(), field(model, property.value(), field.getGenericType()));
                    }
                }
            }
            return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        private static Schema field(Class<?> owner, String name, Type type) {
            if (BYTES.contains(owner.getSimpleName() + "." + name)) {
                return new MapOf(new Special(Form.BYTES), "map[string][]uint8", false);
            }
            if (type == String.class) {
                return TIMES.contains(name) ? new Special(Form.TIME) : new Text(NAMED.has(name) ? NAMED.text(name) : "string");
            }
            String place = owner.getSimpleName() + "." + name;
            return switch (of(type)) {
                case MapOf map -> new MapOf(map.value(), RESOURCE_LISTS.contains(name) ? "v1.ResourceList" : map.goType(), Topology.isWhole(place));
                case ListOf list -> new ListOf(list.item(), list.goType(), Topology.list(place));
                case Struct struct when Topology.isSplit(place) -> new Struct(struct.name(), struct.goType(), struct.definition(), struct.lazyFields(), false);
                case Schema other -> other;
            };
        }

        private static Schema of(Type type) {
            if (type instanceof ParameterizedType generic) {
                Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
                Schema inner = of(last);
                return generic.getRawType() == List.class
                        ? new ListOf(inner, "[]" + inner.goType(), ListType.WHOLE)
                        : new MapOf(inner, "map[string]" + inner.goType(), false);
            }
            if (type == String.class) {
                return new Text("string");
            }
            if (type == Integer.class) {
                return new Whole(Integer.SIZE);
            }
            if (type == Long.class) {
                return new Whole(Long.SIZE);
            }
            return type instanceof Class<?> plain ? of(plain) : new Special(Form.ANYTHING);
        }

        private static Schema of(Class<?> type) {
            if (type == Boolean.class) {
                return new Special(Form.TRUTH);
            }
            if (Number.class.isAssignableFrom(type)) {
                return new Special(Form.REAL);
            }
            if (type == Quantity.class) {
                return new Special(Form.AMOUNT);
            }
            if (type == IntOrString.class) {
                return new Special(Form.NUMBER_OR_TEXT);
            }
            if (type == MicroTime.class || type == ZonedDateTime.class) {
                return new Special(Form.MICRO_TIME);
            }
            if (type.getSimpleName().startsWith("JSONSchemaPropsOr")) {
                return new Special(Form.ANYTHING);
            }
            boolean described = !type.isInterface() && type != Object.class && java.util.Arrays.stream(type.getDeclaredFields())
                    .anyMatch(field -> field.isAnnotationPresent(JsonProperty.class));
            return described ? Schema.of(type) : type.isEnum() ? new Text("string") : new Special(Form.ANYTHING);
        }

        private static String goPackage(Class<?> model) {
            String name = model.getPackageName();
            String last = name.substring(name.lastIndexOf('.') + 1);
            return last.matches("v\\d+\\w*") ? last : "v1";
        }
    }
}
