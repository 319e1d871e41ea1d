package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.api.Rules;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The rules of one kind, put together from functions; what is not given does nothing. */
record Ruled(
        UnaryOperator<Json> defaulting,
        UnaryOperator<KubeObject> creation,
        BinaryOperator<KubeObject> update,
        BiConsumer<KubeObject, Problems> check,
        Change change,
        Change part) implements Rules {

    /** Adds what may not change. */
    interface Change {
        void check(KubeObject before, KubeObject after, Problems problems);
    }

    static Ruled defaults(UnaryOperator<Json> defaulting) {
        Change nothing = (before, after, problems) -> {};
        return new Ruled(defaulting, object -> object, (before, after) -> after, (object, problems) -> {}, nothing, nothing);
    }

    static Ruled noDefaults() {
        return defaults(object -> object);
    }

    Ruled create(UnaryOperator<KubeObject> prepare) {
        return new Ruled(defaulting, prepare, update, check, change, part);
    }

    Ruled update(BinaryOperator<KubeObject> prepare) {
        return new Ruled(defaulting, creation, prepare, check, change, part);
    }

    Ruled valid(BiConsumer<KubeObject, Problems> validation) {
        return new Ruled(defaulting, creation, update, validation, change, part);
    }

    Ruled changes(Change validation) {
        return new Ruled(defaulting, creation, update, check, validation, part);
    }

    /** Checks writes through the one subresource of the kind that has rules of its own. */
    Ruled partly(Change validation) {
        return new Ruled(defaulting, creation, update, check, change, validation);
    }

    /** The status that a new object starts with: the zeroes that upstream's types always write. */
    Ruled status(Object... pairs) {
        Json status = Json.of(pairs);
        return create(object -> creation.apply(object).with(status, "status"));
    }

    @Override
    public Json defaults(Json object) {
        return defaulting.apply(object);
    }

    @Override
    public KubeObject prepareCreate(KubeObject object) {
        return creation.apply(object);
    }

    @Override
    public KubeObject prepareUpdate(KubeObject before, KubeObject after) {
        return update.apply(before, after);
    }

    @Override
    public void validate(KubeObject object, Problems problems) {
        check.accept(object, problems);
    }

    @Override
    public void validateUpdate(KubeObject before, KubeObject after, Problems problems) {
        change.check(before, after, problems);
    }

    @Override
    public void validatePart(String subresource, KubeObject before, KubeObject after, Problems problems) {
        part.check(before, after, problems);
    }
}
