package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.api.Rules;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The rules of one kind, put together from functions; what is not given does nothing. */
record Ruled(
        UnaryOperator<Json> defaulting,
        UnaryOperator<KubeObject> creation,
        BinaryOperator<KubeObject> update,
        BiConsumer<KubeObject, Problems> check,
        Change change,
        List<Part> parts,
        BiFunction<KubeObject, KubeObject, List<String>> warning,
        String deprecation) implements Rules {

    /** Adds what is wrong with a change. */
    interface Change {
        void check(KubeObject before, KubeObject after, Problems problems);
    }

    /** What of a change through that subresource is taken, and what is wrong with it. */
    private record Part(String subresource, BinaryOperator<KubeObject> taken, Change check) {}

    static Ruled defaults(UnaryOperator<Json> defaulting) {
        return new Ruled(defaulting, object -> object, (before, after) -> after, (object, problems) -> {},
                (before, after, problems) -> {}, List.of(), (before, after) -> List.of(), "");
    }

    static Ruled noDefaults() {
        return defaults(object -> object);
    }

    Ruled create(UnaryOperator<KubeObject> prepare) {
        return new Ruled(defaulting, prepare, update, check, change, parts, warning, deprecation);
    }

    Ruled update(BinaryOperator<KubeObject> prepare) {
        return new Ruled(defaulting, creation, prepare, check, change, parts, warning, deprecation);
    }

    /** Checks every object, the changed as well as the new one. */
    Ruled valid(BiConsumer<KubeObject, Problems> validation) {
        return new Ruled(defaulting, creation, update, validation, (before, after, problems) -> validation.accept(after, problems), parts,
                warning, deprecation);
    }

    /** Checks what may not change, after the object itself. */
    Ruled changes(Change validation) {
        return updates((before, after, problems) -> {
            check.accept(after, problems);
            validation.check(before, after, problems);
        });
    }

    /** Checks what may not change, before the object itself. */
    Ruled firstChanges(Change validation) {
        return updates((before, after, problems) -> {
            validation.check(before, after, problems);
            check.accept(after, problems);
        });
    }

    /** Checks a changed object in an order of its own. */
    Ruled updates(Change validation) {
        return new Ruled(defaulting, creation, update, check, validation, parts, warning, deprecation);
    }

    /** Checks changes through a subresource. */
    Ruled part(String subresource, Change validation) {
        return part(subresource, (before, sent) -> sent, validation);
    }

    /** Takes what the subresource is for, and checks it. */
    Ruled part(String subresource, BinaryOperator<KubeObject> taken, Change validation) {
        List<Part> all = new ArrayList<>(parts);
        all.add(new Part(subresource, taken, validation));
        return new Ruled(defaulting, creation, update, check, change, List.copyOf(all), warning, deprecation);
    }

    /** Tells what is no error; before is null for a new object. */
    Ruled warns(BiFunction<KubeObject, KubeObject, List<String>> warning) {
        return new Ruled(defaulting, creation, update, check, change, parts, warning, deprecation);
    }

    Ruled deprecated(String text) {
        return new Ruled(defaulting, creation, update, check, change, parts, warning, text);
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
    public KubeObject preparePart(String subresource, KubeObject before, KubeObject sent) {
        KubeObject taken = sent;
        for (Part part : parts) {
            taken = part.subresource().equals(subresource) ? part.taken().apply(before, taken) : taken;
        }
        return taken;
    }

    @Override
    public void validatePart(String subresource, KubeObject before, KubeObject after, Problems problems) {
        for (Part part : parts) {
            if (part.subresource().equals(subresource)) {
                part.check().check(before, after, problems);
            }
        }
    }

    @Override
    public List<String> warnings(KubeObject before, KubeObject after) {
        return warning.apply(before, after);
    }
}
