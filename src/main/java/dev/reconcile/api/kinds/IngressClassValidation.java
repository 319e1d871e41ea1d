package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;

/** Classes of ingresses, and what an ingress or its class refers to ({@code pkg/apis/networking/validation/validation.go}). */
final class IngressClassValidation {
    private static final int CONTROLLER_BYTES = 250;

    private IngressClassValidation() {}

    /** {@code validateIngressClassSpec}. */
    static void check(KubeObject ingressClass, Problems problems) {
        Json spec = ingressClass.spec();
        String controller = spec.textOrEmpty("controller");
        if (controller.length() > CONTROLLER_BYTES) {
            problems.tooLong("spec.controller", CONTROLLER_BYTES);
        }
        Formats.domainPath(controller, "spec.controller", problems);
        if (!spec.has("parameters")) {
            return;
        }
        Json parameters = spec.object("parameters");
        reference(parameters, "spec.parameters", problems);
        String scope = parameters.textOrEmpty("scope");
        String namespace = parameters.textOrEmpty("namespace");
        switch (scope) {
            case "Namespace" -> {
                if (namespace.isEmpty()) {
                    problems.required("spec.parameters.namespace", "`parameters.scope` is set to 'Namespace'");
                } else {
                    Checks.wrong(Names.label(namespace), "spec.parameters.namespace", namespace, problems);
                }
            }
            case "Cluster" -> {
                if (parameters.has("namespace")) {
                    problems.forbidden("spec.parameters.namespace", "`parameters.scope` is set to 'Cluster'");
                }
            }
            default -> Checks.oneOf(scope, List.of("Cluster", "Namespace"), "spec.parameters.scope", problems);
        }
    }

    static void change(KubeObject before, KubeObject after, Problems problems) {
        Checks.immutable(before.spec().get("controller"), after.spec().get("controller"), "spec.controller", problems);
    }

    /** {@code validateIngressTypedLocalObjectReference}. */
    static void reference(Json reference, String path, Problems problems) {
        if (reference.has("apiGroup")) {
            Checks.wrong(Names.subdomain(reference.textOrEmpty("apiGroup")), path + ".apiGroup", reference.textOrEmpty("apiGroup"), problems);
        }
        for (String field : List.of("kind", "name")) {
            String value = reference.textOrEmpty(field);
            if (value.isEmpty()) {
                problems.required(path + "." + field, field + " is required");
            } else {
                Checks.wrong(Names.pathSegment(value), path + "." + field, value, problems);
            }
        }
    }
}
