package dev.reconcile.api.ownership;

import dev.reconcile.model.Json;
import java.util.Comparator;

/**
 * Who wrote, as {@code managedFields} tells it.
 *
 * @param operation {@code Apply} or {@code Update}
 * @param subresource {@code status}, {@code scale} or empty
 */
public record Owner(String name, String operation, String apiVersion, String subresource) {
    static final String APPLY = "Apply";
    static final String UPDATE = "Update";

    static Owner of(Json entry) {
        return new Owner(entry.textOrEmpty("manager"), entry.textOrEmpty("operation"), entry.textOrEmpty("apiVersion"),
                entry.textOrEmpty("subresource"));
    }

    boolean applies() {
        return operation.equals(APPLY);
    }

    /** The same writer: those who apply are known without the version ({@code BuildManagerIdentifier}). */
    boolean isSame(Owner other) {
        return name.equals(other.name) && operation.equals(other.operation) && subresource.equals(other.subresource)
                && (applies() || apiVersion.equals(other.apiVersion));
    }

    /** As conflicts name it ({@code managedfields/internal/conflict.go}). */
    String shown() {
        String named = "\"" + name + "\"" + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"");
        return applies() ? named : named + " using " + apiVersion;
    }

    /**
     * One entry of {@code managedFields}.
     *
     * @param json the entry as it was read; null for a new one
     */
    record Entry(Owner manager, String time, Fields fields, Json json) {
        /** The order in which the list stands ({@code sortEncodedManagedFields}). */
        static final Comparator<Entry> ORDER = Comparator.comparing((Entry entry) -> entry.manager.operation)
                .thenComparing(Entry::time)
                .thenComparing(entry -> entry.manager.name)
                .thenComparing(entry -> entry.manager.apiVersion)
                .thenComparing(entry -> entry.manager.subresource);

        Entry(Owner manager, String time, Fields fields) {
            this(manager, time, fields, null);
        }

        static Entry of(Json json) {
            return new Entry(Owner.of(json), json.textOrEmpty("time"), Fields.of(json.object("fieldsV1")), json);
        }

        /** The entry with those fields; itself if they are its own. */
        Entry with(Fields fields) {
            return fields == this.fields ? this : new Entry(manager, time, fields);
        }

        Json toJson() {
            return json != null ? json : Json.of("apiVersion", manager.apiVersion, "fieldsType", "FieldsV1", "fieldsV1", fields.tree(),
                    "manager", manager.name, "operation", manager.operation, "subresource", manager.subresource.isEmpty() ? null : manager.subresource,
                    "time", time.isEmpty() ? null : time);
        }
    }
}
