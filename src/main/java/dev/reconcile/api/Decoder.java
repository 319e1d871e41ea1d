package dev.reconcile.api;

import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Quantity;
import dev.reconcile.model.Times;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a request's body as an object of a kind: types are checked, unknown fields found and left out, quantities brought to their one
 * canonical text. Errors are those of {@code sigs.k8s.io/json}, which the API server decodes with.
 */
final class Decoder {
    /** What became of a body. */
    sealed interface Decoded {
        /** @param warnings one text per field that was passed over or came more than once */
        record Good(Json object, List<String> warnings) implements Decoded {}

        record Bad(Status status) implements Decoded {}
    }

    /** Unknown fields that one answer names; upstream's own limit. */
    private static final int MAX_UNKNOWN = 100;

    private static final Schema METADATA = Schema.of(ObjectMeta.class);

    private final List<String> unknown = new ArrayList<>();
    private final List<String> repeatedFields = new ArrayList<>();
    private final List<String> repeatedKeys = new ArrayList<>();
    private Mismatch mismatch;

    private Decoder() {}

    /** Reads the body of a creation or an update. */
    static Decoded decode(Kinds kinds, Kind kind, Json body, Options options) {
        Options.FieldValidation validation = options.fieldValidation();
        Optional<String> foreign = foreign(kinds, kind, body);
        if (foreign.isPresent()) {
            return new Decoded.Bad(Status.badRequest(foreign.get()));
        }
        Decoder decoder = new Decoder();
        Json object = decoder.object(kind, body);
        decoder.repeated(options);
        String problem = decoder.problem(validation, decoder.mismatch == null ? "" : decoder.mismatch.jsonText());
        return problem.isEmpty()
                ? new Decoded.Good(object, validation == Options.FieldValidation.WARN ? decoder.warnings() : List.of())
                : new Decoded.Bad(Status.badRequest("%s in version \"%s\" cannot be handled as a %s: %s"
                        .formatted(kind.kind(), kind.version(), kind.kind(), problem)));
    }

    /** Reads what a patch made of an object ({@code apiserver/pkg/endpoints/handlers/patch.go}). */
    static Decoded decodePatched(Kind kind, Json patched, Patch patch, Options options) {
        Options.FieldValidation validation = options.fieldValidation();
        Decoder decoder = new Decoder();
        Json object = decoder.object(kind, patched);
        boolean strategic = patch.type() == Patch.Type.STRATEGIC;
        String wrong = decoder.mismatch == null ? "" : strategic ? decoder.mismatch.converterText() : decoder.mismatch.jsonText();
        List<String> texts = new ArrayList<>(ofPatch(patch, options));
        texts.addAll(decoder.unknownTexts());
        boolean refused = validation == Options.FieldValidation.STRICT && !texts.isEmpty();
        String problem = !wrong.isEmpty() ? wrong : refused ? "strict decoding error: " + String.join(", ", texts) : "";
        if (problem.isEmpty()) {
            return new Decoded.Good(object, validation == Options.FieldValidation.WARN ? texts : List.of());
        }
        Problems problems = new Problems();
        problems.invalid("patch", strategic ? GoText.plain(patch.document()) : JsonText.compact(patched), problem);
        return new Decoded.Bad(Status.invalid("", "", problems.found()));
    }

    /** What is odd about the patch itself: fields that come twice, operations with fields that no operation has. */
    private static List<String> ofPatch(Patch patch, Options options) {
        String which = patch.type() == Patch.Type.JSON ? "json patch " : "";
        List<String> texts = new ArrayList<>();
        List<?> operations = patch.document() instanceof List<?> list ? list : List.of();
        for (int i = 0; i < operations.size(); i++) {
            List<String> names = operations.get(i) instanceof Json json ? new ArrayList<>(json.names()) : new ArrayList<>();
            names.removeAll(JsonPatch.FIELDS);
            for (String name : names) {
                texts.add(which + "unknown field \"[" + i + "]." + name + "\"");
            }
        }
        options.repeatedFields().forEach(path -> texts.add(which + "duplicate field \"" + path + "\""));
        return texts;
    }

    private Json object(Kind kind, Json body) {
        Spot root = new Spot(null, "", "", "");
        Object read = kind.isCustom() ? custom(kind, body, root) : read(kind.schema(), body, root);
        // Bodies may leave out what the path says already.
        return (read instanceof Json json ? json : Json.EMPTY).with("apiVersion", kind.apiVersion()).with("kind", kind.kind());
    }

    /** Of an object whose kind a definition makes, only the metadata is decoded; the rest is validated later. */
    private Json custom(Kind kind, Json body, Spot root) {
        Object metadata = body.has("metadata") ? read(METADATA, body.get("metadata"), root.field((Schema.Struct) METADATA, "metadata")) : null;
        return kind.rules().pruned(body, unknown).with("metadata", metadata);
    }

    /** A field that the kind does not have is told of once, and not as one that came twice. */
    private void repeated(Options options) {
        options.repeatedFields().stream()
                .filter(path -> unknown.stream().noneMatch(other -> path.equals(other) || path.startsWith(other + ".") || path.startsWith(other + "[")))
                .forEach(repeatedFields::add);
        repeatedKeys.addAll(options.repeatedKeys());
    }

    private String problem(Options.FieldValidation validation, String wrong) {
        if (!wrong.isEmpty()) {
            return wrong;
        }
        List<String> strict = new ArrayList<>();
        if (!repeatedKeys.isEmpty()) {
            strict.add("yaml: unmarshal errors:\n  " + String.join("\n  ", repeatedKeys));
        }
        strict.addAll(fieldTexts());
        boolean refused = validation == Options.FieldValidation.STRICT && !strict.isEmpty();
        return refused ? "strict decoding error: " + String.join(", ", strict) : "";
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(repeatedKeys);
        warnings.addAll(fieldTexts());
        return warnings;
    }

    private List<String> fieldTexts() {
        List<String> texts = new ArrayList<>(unknownTexts());
        repeatedFields.forEach(path -> texts.add("duplicate field \"" + path + "\""));
        return texts;
    }

    private List<String> unknownTexts() {
        return unknown.stream().map(path -> "unknown field \"" + path + "\"").collect(Collectors.toList());
    }

    private static Optional<String> foreign(Kinds kinds, Kind kind, Json body) {
        String apiVersion = body.textOrEmpty("apiVersion");
        String name = body.textOrEmpty("kind");
        boolean sameVersion = apiVersion.isEmpty() || apiVersion.equals(kind.apiVersion());
        if (sameVersion && (name.isEmpty() || name.equals(kind.kind()))) {
            return Optional.empty();
        }
        String version = apiVersion.isEmpty() ? kind.apiVersion() : apiVersion;
        String shownKind = name.isEmpty() ? kind.kind() : name;
        String shortVersion = version.substring(version.indexOf('/') + 1);
        Optional<Kind> other = kinds.of(version, shownKind);
        if (other.isEmpty()) {
            return Optional.of("%s in version \"%s\" cannot be handled as a %s: no kind \"%s\" is registered for version \"%s\" in scheme \"%s\""
                    .formatted(shownKind, shortVersion, kind.kind(), shownKind, version, "pkg/api/legacyscheme/scheme.go:30"));
        }
        if (shownKind.equals(kind.kind())) {
            return Optional.of("the API version in the data (%s) does not match the expected API version (%s)".formatted(version, kind.apiVersion()));
        }
        return Optional.of("%s in version \"%s\" cannot be handled as a %s: converting (%s.%s) to (%s.%s): unknown conversion"
                .formatted(shownKind, shortVersion, kind.kind(), shortVersion, shownKind, goGroup(kind), kind.kind()));
    }

    /** The Go package of a kind's internal version. */
    private static String goGroup(Kind kind) {
        return kind.group().isEmpty() ? "core" : kind.group().substring(0, (kind.group() + ".").indexOf('.'));
    }

    /**
     * Where the reading is.
     *
     * @param struct the innermost Go type with fields
     * @param fields names of fields on the way, which type errors show
     * @param path the same with list indices, which unknown fields are named by
     * @param name the last field
     */
    private record Spot(Schema.Struct struct, String fields, String path, String name) {
        Spot field(Schema.Struct owner, String field) {
            return new Spot(owner, join(fields, field), join(path, field), field);
        }

        Spot item(int index) {
            return new Spot(struct, fields, path + "[" + index + "]", name);
        }

        Spot entry(String key) {
            return new Spot(struct, fields, join(path, key), name);
        }

        private static String join(String path, String field) {
            return path.isEmpty() ? field : path + "." + field;
        }
    }

    private Object read(Schema schema, Object value, Spot spot) {
        return switch (schema) {
            case Schema.Struct struct when value instanceof Json json -> struct(struct, json, spot);
            case Schema.MapOf map when value instanceof Json json -> map(map, json, spot);
            case Schema.ListOf list when value instanceof List<?> items -> list(list, items, spot);
            case Schema.Text text when value instanceof String -> value;
            case Schema.Whole whole when value instanceof Long number && fits(whole, number) -> value;
            case Schema.Special special -> special(special, value, spot);
            case Schema.Struct s -> wrong(s, value, spot);
            case Schema.MapOf m -> wrong(m, value, spot);
            case Schema.ListOf l -> wrong(l, value, spot);
            case Schema.Text t -> wrong(t, value, spot);
            case Schema.Whole w -> wrong(w, value, spot);
        };
    }

    private static boolean fits(Schema.Whole whole, long number) {
        return whole.bits() == Long.SIZE || number == (int) number;
    }

    private Json struct(Schema.Struct struct, Json json, Spot spot) {
        Json read = json;
        for (String name : json.names()) {
            Optional<Schema> field = struct.field(name);
            Spot inner = spot.field(struct, name);
            if (field.isEmpty()) {
                read = read.without(name);
                if (unknown.size() < MAX_UNKNOWN) {
                    unknown.add(inner.path());
                }
                continue;
            }
            Object before = json.get(name);
            Object after = read(field.get(), before, inner);
            read = after == before ? read : read.with(name, after);
        }
        return read;
    }

    private Json map(Schema.MapOf map, Json json, Spot spot) {
        Json read = json;
        for (String name : json.names()) {
            Object before = json.get(name);
            Object after = read(map.value(), before, spot.entry(name));
            read = after == before ? read : read.with(name, after);
        }
        return read;
    }

    private List<?> list(Schema.ListOf list, List<?> items, Spot spot) {
        List<Object> read = new ArrayList<>(items.size());
        boolean changed = false;
        for (int i = 0; i < items.size(); i++) {
            Object after = read(list.item(), items.get(i), spot.item(i));
            changed |= after != items.get(i);
            read.add(after);
        }
        return changed ? read : items;
    }

    private Object special(Schema.Special special, Object value, Spot spot) {
        return switch (special.form()) {
            case TRUTH -> value instanceof Boolean ? value : wrong(special, value, spot);
            case REAL -> value instanceof Number ? value : wrong(special, value, spot);
            case ANYTHING -> value;
            case AMOUNT -> amount(special, value, spot);
            case NUMBER_OR_TEXT -> {
                boolean fine = value instanceof String || value instanceof Long number && number == number.intValue();
                yield fine ? value : own(special, value, spot, "json: cannot unmarshal " + found(value, special) + " into Go value of type int32");
            }
            case TIME -> {
                Object kept = time(special, value, spot).<Object>map(Times::text).orElse(value);
                yield kept.equals(value) ? value : kept;
            }
            case MICRO_TIME -> {
                time(special, value, spot);
                yield value;
            }
            case BYTES -> bytes(special, value, spot);
        };
    }

    private Object amount(Schema.Special special, Object value, Spot spot) {
        try {
            String text = value instanceof String written ? written.strip() : JsonText.compact(value);
            String canonical = Quantity.parse(text).text();
            return canonical.equals(value) ? value : canonical;
        } catch (Quantity.Malformed e) {
            return own(special, value, spot, e.getMessage());
        }
    }

    /** Milliseconds since the epoch; empty, and noted, for what is no time. */
    private Optional<Long> time(Schema.Special special, Object value, Spot spot) {
        if (!(value instanceof String text)) {
            own(special, value, spot, "json: cannot unmarshal " + found(value, special) + " into Go value of type string");
            return Optional.empty();
        }
        Optional<Long> millis = Times.millis(text);
        if (millis.isEmpty()) {
            own(special, value, spot, "parsing time %s as \"2006-01-02T15:04:05Z07:00\": cannot parse %s as \"2006\""
                    .formatted(JsonText.compact(text), JsonText.compact(text)));
        }
        return millis;
    }

    private Object bytes(Schema.Special special, Object value, Spot spot) {
        if (!(value instanceof String text)) {
            return wrong(special, value, spot);
        }
        String packed = text.replace("\n", "").replace("\r", "");
        int bad = badByte(packed);
        return bad < 0 ? value : own(special, value, spot, "illegal base64 data at input byte " + bad);
    }

    /** Where base64 goes wrong, as Go's decoder counts; -1 if it does not. */
    private static int badByte(String packed) {
        for (int i = 0; i < packed.length(); i++) {
            char c = packed.charAt(i);
            boolean letter = c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/');
            boolean padding = c == '=' && i >= packed.length() - 2 && packed.length() % 4 == 0;
            if (!letter && !padding) {
                return i;
            }
        }
        try {
            Base64.getDecoder().decode(packed);
            return packed.length() % 4 == 0 ? -1 : packed.length() / 4 * 4;
        } catch (IllegalArgumentException e) {
            return packed.length() / 4 * 4;
        }
    }

    private Object wrong(Schema schema, Object value, Spot spot) {
        return own(schema, value, spot, "");
    }

    /** The first mismatch is the one that is told. */
    private Object own(Schema schema, Object value, Spot spot, String text) {
        if (mismatch == null) {
            mismatch = new Mismatch(spot.struct() == null ? "" : spot.struct().name(), spot.fields(), schema, found(value, schema), text);
        }
        return value;
    }

    private static String found(Object value, Schema wanted) {
        boolean number = wanted instanceof Schema.Whole || wanted instanceof Schema.Special special && special.form() == Schema.Form.NUMBER_OR_TEXT;
        return switch (value) {
            case String text -> "string";
            case Boolean truth -> "bool";
            case Json json -> "object";
            case List<?> list -> "array";
            default -> number ? "number " + JsonText.compact(value) : "number";
        };
    }
}
