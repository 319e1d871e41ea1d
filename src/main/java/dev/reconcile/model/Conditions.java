package dev.reconcile.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code conditions} list of a status: one entry a type, in the order they first appeared. */
public final class Conditions {
    private Conditions() {}

    public static Optional<Json> find(Json status, String type) {
        List<Json> conditions = status.objects("conditions");
        for (int i = 0; i < conditions.size(); i++) {
            if (type.equals(conditions.get(i).text("type"))) {
                return Optional.of(conditions.get(i));
            }
        }
        return Optional.empty();
    }

    public static boolean isTrue(Json status, String type) {
        Optional<Json> found = find(status, type);
        return found.isPresent() && "True".equals(found.get().text("status"));
    }

    /** The status with this condition in place of the one of its type, or after the others. */
    public static Json set(Json status, Json condition) {
        List<Object> conditions = new ArrayList<>();
        boolean replaced = false;
        for (Json old : status.objects("conditions")) {
            boolean same = condition.text("type").equals(old.text("type"));
            conditions.add(same ? condition : old);
            replaced |= same;
        }
        if (!replaced) {
            conditions.add(condition);
        }
        return status.with("conditions", conditions);
    }

    public static Json remove(Json status, String type) {
        if (find(status, type).isEmpty()) {
            return status;
        }
        List<Json> left = status.objects("conditions").stream().filter(c -> !type.equals(c.text("type"))).toList();
        return status.with("conditions", left.isEmpty() ? null : left);
    }
}
