package dev.reconcile.api.kinds;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** Objects as the API has them before it validates and stores them. */
final class Prepared {
    private Prepared() {}

    static Kind kind(Json object) {
        return StandardKinds.registry().ofGroup(object.textOrEmpty("apiVersion"), object.textOrEmpty("kind")).orElseThrow();
    }

    static KubeObject created(Json request) {
        Kind kind = kind(request);
        Json whole = request.withAt("the-uid", "metadata", "uid");
        Json scoped = kind.namespaced() ? whole.withAt("g-def", "metadata", "namespace") : whole;
        Json numbered = kind.hasStatus() && !kind.group().isEmpty() ? scoped.withAt(1L, "metadata", "generation") : scoped;
        KubeObject prepared = kind.rules().prepareCreate(new KubeObject(kind.rules().defaults(numbered)));
        return new KubeObject(kind.rules().defaults(prepared.tree()));
    }

    /** What is wrong with a new object. */
    static List<String> problems(Json request) {
        KubeObject created = created(request);
        Problems problems = new Problems();
        kind(request).rules().validate(created, problems);
        return texts(problems);
    }

    /** What is wrong with a change. */
    static List<String> problems(KubeObject before, KubeObject after) {
        Kind kind = kind(before.tree());
        KubeObject prepared = kind.rules().prepareUpdate(before, new KubeObject(kind.rules().defaults(after.tree())));
        Problems problems = new Problems();
        kind.rules().validateUpdate(before, prepared, problems);
        return texts(problems);
    }

    /** What is wrong with a write through a subresource. */
    static List<String> problems(String subresource, KubeObject before, KubeObject after) {
        Problems problems = new Problems();
        kind(before.tree()).rules().validatePart(subresource, before, after, problems);
        return texts(problems);
    }

    private static List<String> texts(Problems problems) {
        return problems.found().stream().map(Problems.Problem::text).distinct().toList();
    }
}
