package dev.reconcile.api.schema;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names that types have in upstream's OpenAPI documents, which come from Go's packages. */
final class Definitions {
    /** Types of the core package of the object model that upstream keeps with the machinery. */
    private static final Set<String> META = new TreeSet<>(List.of("Condition", "DeleteOptions", "LabelSelector", "LabelSelectorRequirement", "ListMeta",
            "ManagedFieldsEntry", "ObjectMeta", "OwnerReference", "Preconditions", "Status", "StatusCause", "StatusDetails"));

    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private Definitions() {}

    static String name(Class<?> model) {
        String folder = model.getPackageName().startsWith(MODEL) ? model.getPackageName().substring(MODEL.length()) : "";
        String name = model.getSimpleName();
        if (META.contains(name)) {
            return "io.k8s.apimachinery.pkg.apis.meta.v1." + name;
        }
        if (folder.startsWith(".apiextensions")) {
            return "io.k8s.apiextensions-apiserver.pkg.apis" + folder + "." + name;
        }
        String group = folder.isEmpty() ? ".core" : folder;
        boolean versioned = group.matches(".*\\.v\\d\\w*");
        return "io.k8s.api" + group + (versioned ? "." : ".v1.") + name;
    }
}
