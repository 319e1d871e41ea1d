package dev.reconcile.web.kube;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Times;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the binary form in which kubectl (since 1.32) and other clients in Go send bodies: an envelope ({@code apimachinery/pkg/runtime/generated.proto},
 * {@code Unknown}) around a message of {@code staging/src/k8s.io/api}. The numbers of the fields stand in a resource file. Nothing is ever sent in this form.
 */
final class Protobuf {
    static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    /** What the body of a request is that is no such message. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private record Field(String name, String type, boolean repeated, boolean map, boolean inline, boolean zeroCounts) {
        static Field of(String name, String text) {
            boolean marked = "*%^".indexOf(text.charAt(0)) >= 0;
            boolean zero = text.endsWith("!");
            String type = text.substring(marked ? 1 : 0, text.length() - (zero ? 1 : 0));
            return new Field(name, type, text.startsWith("*"), text.startsWith("%"), text.startsWith("^"), zero);
        }
    }

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final int MAX_DEPTH = 60;
    private static final Map<String, Map<Integer, Field>> MESSAGES = read();

    private Protobuf() {}

    private static Map<String, Map<Integer, Field>> read() {
        Map<String, Map<Integer, Field>> messages = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Protobuf.class.getResourceAsStream("/kubernetes/protobuf.txt"), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ");
                Map<Integer, Field> fields = new TreeMap<>();
                for (int i = 1; i < words.length; i++) {
                    String[] parts = words[i].split(":");
                    fields.put(Integer.valueOf(parts[0]), Field.of(parts[1], parts[2]));
                }
                messages.put(words[0], fields);
            });
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The object in the envelope. */
    static Json object(byte[] body) throws Malformed {
        if (body.length < MAGIC.length || !java.util.Arrays.equals(MAGIC, 0, MAGIC.length, body, 0, MAGIC.length)) {
            throw new Malformed("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        try {
            CodedInputStream in = CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length);
            String apiVersion = "";
            String kind = "";
            byte[] raw = new byte[0];
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> {
                        CodedInputStream type = CodedInputStream.newInstance(in.readByteArray());
                        for (int inner = type.readTag(); inner != 0; inner = type.readTag()) {
                            switch (WireFormat.getTagFieldNumber(inner)) {
                                case 1 -> apiVersion = type.readString();
                                case 2 -> kind = type.readString();
                                default -> type.skipField(inner);
                            }
                        }
                    }
                    case 2 -> raw = in.readByteArray();
                    default -> in.skipField(tag);
                }
            }
            return message(name(apiVersion, kind), raw, 0).with("apiVersion", apiVersion).with("kind", kind);
        } catch (IOException e) {
            throw new Malformed(e.getMessage());
        }
    }

    /** {@code apps/v1, Deployment} is the message {@code apps.v1.Deployment}. */
    private static String name(String apiVersion, String kind) throws Malformed {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "core" : apiVersion.substring(0, slash).split("\\.")[0];
        String name = kind.equals("DeleteOptions") ? "meta.v1.DeleteOptions" : group + "." + apiVersion.substring(slash + 1) + "." + kind;
        if (!MESSAGES.containsKey(name)) {
            throw new Malformed("no kind \"" + kind + "\" is registered for version \"" + apiVersion + "\"");
        }
        return name;
    }

    private static Json message(String name, byte[] bytes, int depth) throws IOException, Malformed {
        if (depth > MAX_DEPTH) {
            throw new Malformed("the message is nested too deep");
        }
        Map<Integer, Field> fields = MESSAGES.get(name);
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        Map<String, Object> values = new TreeMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Field field = fields.get(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
            } else {
                put(field, in, values, depth);
            }
        }
        return Json.copyOf(values);
    }

    private static void put(Field field, CodedInputStream in, Map<String, Object> values, int depth) throws IOException, Malformed {
        if (field.map()) {
            CodedInputStream entry = CodedInputStream.newInstance(in.readByteArray());
            String key = "";
            Object value = field.type().equals("s") ? "" : null;
            for (int tag = entry.readTag(); tag != 0; tag = entry.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == 1) {
                    key = entry.readString();
                } else {
                    value = value(field.type(), entry, depth);
                }
            }
            Json map = values.get(field.name()) instanceof Json json ? json : Json.EMPTY;
            values.put(field.name(), map.with(key, value));
            return;
        }
        Object value = value(field.type(), in, depth);
        if (field.repeated()) {
            List<Object> list = new ArrayList<>(values.get(field.name()) instanceof List<?> list0 ? list0 : List.of());
            list.add(value);
            values.put(field.name(), list);
        } else if (field.inline() && value instanceof Json json) {
            json.forEach(values::put);
        } else if (field.zeroCounts() || !isZero(value)) {
            values.put(field.name(), value);
        }
    }

    /** Go sends the zeros of fields that are no pointers; in JSON they would be left out. */
    private static boolean isZero(Object value) {
        return value == null || value.equals("") || value.equals(0L) || value.equals(0.0) || value.equals(Boolean.FALSE);
    }

    private static Object value(String type, CodedInputStream in, int depth) throws IOException, Malformed {
        return switch (type) {
            case "s" -> in.readString();
            case "i" -> in.readInt64();
            case "b" -> in.readBool();
            case "d" -> in.readDouble();
            case "y" -> Base64.getEncoder().encodeToString(in.readByteArray());
            default -> special(type, in.readByteArray(), depth);
        };
    }

    private static Object special(String type, byte[] bytes, int depth) throws IOException, Malformed {
        Json message = message(type, bytes, depth + 1);
        return switch (type) {
            case "meta.v1.Time", "meta.v1.MicroTime" -> message.has("seconds") ? Times.text(message.number(0, "seconds") * 1000) : null;
            case "resource.Quantity" -> message.text("string");
            case "intstr.IntOrString" -> message.number(0, "type") == 0 ? (Object) message.number(0, "intVal") : message.textOrEmpty("strVal");
            case "runtime.RawExtension", "meta.v1.FieldsV1" -> raw(message);
            default -> message.size() <= 1 && type.endsWith("ExtraValue") ? message.list("items") : message;
        };
    }

    private static Object raw(Json message) throws Malformed {
        String packed = message.has("Raw") ? message.text("Raw") : message.textOrEmpty("raw");
        try {
            return packed.isEmpty() ? null : JsonText.parse(new String(Base64.getDecoder().decode(packed), StandardCharsets.UTF_8));
        } catch (JsonText.Malformed e) {
            throw new Malformed(e.getMessage());
        }
    }
}
