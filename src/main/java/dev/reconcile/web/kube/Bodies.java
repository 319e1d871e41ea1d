package dev.reconcile.web.kube;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Status;
import dev.reconcile.api.Unrecognized;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.RepeatedFields;
import dev.reconcile.model.Yaml;
import java.util.List;

/** Reads request bodies: JSON, YAML and the four kinds of patches. */
final class Bodies {
    /** A body that cannot be read, with what the client is told. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Status status;

        Unreadable(Status status) {
            super(status.message(), null, false, false);
            this.status = status;
        }

        Status status() {
            return status;
        }
    }

    private Bodies() {}

    /** The options, with what the body's text gives more than once; the text is known to be readable. */
    static Options noted(HttpCall call, Options options) throws Unreadable {
        if (call.body().length == 0 || options.fieldValidation() == Options.FieldValidation.IGNORE) {
            return options;
        }
        return switch (call.contentType()) {
            case "", "application/json", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json" -> options.with("repeatedFields", RepeatedFields.of(call.text()));
            case "application/yaml", "application/apply-patch+yaml" -> options.with("repeatedKeys", repeatedKeys(call.text()));
            default -> options;
        };
    }

    private static List<String> repeatedKeys(String text) throws Unreadable {
        try {
            return Yaml.parse(text).duplicates().stream().map(Yaml.Duplicate::text).toList();
        } catch (Yaml.Malformed e) {
            throw new Unreadable(Status.badRequest(e.getMessage()));
        }
    }

    static Json object(HttpCall call, Kind kind) throws Unreadable {
        return object(call, kind.kind());
    }

    /** The options that a deletion's body may hold. */
    static Json deleteOptions(HttpCall call) throws Unreadable {
        return call.body().length == 0 ? Json.EMPTY : object(call, "DeleteOptions");
    }

    private static Json object(HttpCall call, String kind) throws Unreadable {
        String text = call.text();
        try {
            return switch (call.contentType()) {
                case "", "application/json" -> JsonText.object(text);
                case "application/yaml" -> Yaml.parse(text).object();
                case Protobuf.MEDIA_TYPE -> Protobuf.object(call.body());
                default -> throw new Unreadable(unknownFormat("application/json, application/yaml, " + Protobuf.MEDIA_TYPE));
            };
        } catch (Protobuf.Malformed e) {
            throw new Unreadable(Status.badRequest("the object provided is unrecognized (must be of type " + kind + "): " + e.getMessage()));
        } catch (JsonText.Malformed | Yaml.Malformed e) {
            throw new Unreadable(Unrecognized.notJson(kind, e.getMessage(), call.body()));
        }
    }

    static Patch patch(HttpCall call) throws Unreadable {
        for (Patch.Type type : Patch.Type.values()) {
            if (type.mediaType().equals(call.contentType())) {
                return new Patch(type, document(type, call.text()));
            }
        }
        throw new Unreadable(unknownFormat("application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, "
                + "application/apply-patch+yaml"));
    }

    private static Object document(Patch.Type type, String text) throws Unreadable {
        try {
            return switch (type) {
                case JSON -> JsonText.parse(text) instanceof List<?> list ? list : notAList(text);
                case MERGE, STRATEGIC -> JsonText.patch(text);
                case APPLY -> Yaml.parse(text).object();
            };
        } catch (JsonText.Malformed e) {
            throw new Unreadable(Status.badRequest(type.malformed(e.getMessage())));
        } catch (Yaml.Malformed e) {
            throw new Unreadable(Status.badRequest("error decoding YAML: " + e.getMessage()));
        }
    }

    private static Object notAList(String text) throws Unreadable {
        throw new Unreadable(Status.badRequest("json: cannot unmarshal "
                + (text.strip().startsWith("{") ? "object" : "value") + " into Go value of type jsonpatch.Patch"));
    }

    static Status unknownFormat(String accepted) {
        return new Status(415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + accepted, Json.EMPTY);
    }
}
