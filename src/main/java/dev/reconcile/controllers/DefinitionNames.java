package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of the names that a CustomResourceDefinition asks for it gets: those that no other definition of its group has been given
 * ({@code apiextensions-apiserver/pkg/controller/status/naming_controller.go}).
 *
 * @param accepted the names that are the definition's now
 * @param conflict the last name that is another's: {@code Plural}, {@code Singular}, …; empty without any
 * @param detail upstream's words for it
 */
record DefinitionNames(Json accepted, String conflict, String detail) {
    String reason() {
        return conflict.isEmpty() ? "NoConflicts" : conflict + "Conflict";
    }

    String message() {
        return conflict.isEmpty() ? "no conflicts found" : detail;
    }

    static DefinitionNames of(KubeObject definition, List<KubeObject> all) {
        Set<String> resources = new TreeSet<>();
        Set<String> kinds = new TreeSet<>();
        for (KubeObject other : all) {
            if (other.name().equals(definition.name()) || !other.spec().textOrEmpty("group").equals(definition.spec().textOrEmpty("group"))) {
                continue;
            }
            Json names = other.status().object("acceptedNames");
            resources.addAll(List.of(names.textOrEmpty("plural"), names.textOrEmpty("singular")));
            resources.addAll(names.texts("shortNames"));
            kinds.addAll(List.of(names.textOrEmpty("kind"), names.textOrEmpty("listKind")));
        }
        return new Asking(definition.spec().object("names"), definition.status().object("acceptedNames")).among(resources, kinds);
    }

    /** What is asked for and what has been given before. */
    private record Asking(Json wanted, Json given) {
        DefinitionNames among(Set<String> resources, Set<String> kinds) {
            DefinitionNames names = new DefinitionNames(given, "", "");
            names = one(names, "plural", "Plural", resources);
            names = one(names, "singular", "Singular", resources);
            names = shortNames(names, resources);
            names = one(names, "kind", "Kind", kinds);
            names = one(names, "listKind", "ListKind", kinds);
            return new DefinitionNames(names.accepted().with("categories", wanted.get("categories")), names.conflict(), names.detail());
        }

        private DefinitionNames one(DefinitionNames names, String field, String conflict, Set<String> taken) {
            String name = wanted.textOrEmpty(field);
            return !name.equals(given.textOrEmpty(field)) && taken.contains(name)
                    ? new DefinitionNames(names.accepted(), conflict, inUse(name))
                    : new DefinitionNames(names.accepted().with(field, wanted.get(field)), names.conflict(), names.detail());
        }

        private DefinitionNames shortNames(DefinitionNames names, Set<String> taken) {
            List<String> refused = new ArrayList<>();
            for (String name : wanted.texts("shortNames")) {
                if (!given.texts("shortNames").contains(name) && taken.contains(name)) {
                    refused.add(inUse(name));
                }
            }
            if (refused.isEmpty()) {
                return new DefinitionNames(names.accepted().with("shortNames", wanted.get("shortNames")), names.conflict(), names.detail());
            }
            String detail = refused.size() == 1 ? refused.getFirst() : "[" + String.join(", ", refused) + "]";
            return new DefinitionNames(names.accepted(), "ShortNames", detail);
        }

        private static String inUse(String name) {
            return "\"" + name + "\" is already in use";
        }
    }
}
