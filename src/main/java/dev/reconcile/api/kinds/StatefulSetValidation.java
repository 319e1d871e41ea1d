package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;

/** StatefulSets ({@code ValidateStatefulSetSpec}, {@code ValidateStatefulSetUpdate}). */
final class StatefulSetValidation {
    private static final List<String> MUTABLE = List.of("replicas", "template", "updateStrategy", "minReadySeconds", "ordinals",
            "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy");

    private StatefulSetValidation() {}

    static void check(KubeObject object, Problems problems) {
        Json spec = object.spec();
        String management = spec.textOrEmpty("podManagementPolicy");
        if (!List.of("OrderedReady", "Parallel").contains(management)) {
            problems.invalid("spec.podManagementPolicy", management, "must be 'OrderedReady' or 'Parallel'");
        }
        strategy(spec.object("updateStrategy"), problems);
        retention(spec.object("persistentVolumeClaimRetentionPolicy"), problems);
        if (object.revision() == 0) {
            claims(spec.objects("volumeClaimTemplates"), problems);
        }
        Checks.notNegative(spec, "replicas", "spec", problems);
        Checks.notNegative(spec, "minReadySeconds", "spec", problems);
        Checks.notNegative(spec.object("ordinals"), "start", "spec.ordinals", problems);
        String service = spec.textOrEmpty("serviceName");
        if (object.revision() == 0 && !service.isEmpty()) {
            Checks.wrong(Names.label(service), "spec.serviceName", service, problems);
        }
        WorkloadValidation.selector(spec, "statefulset", problems);
        template(spec, problems);
        WorkloadValidation.onlyAlways(spec, "StatefulSet", problems);
    }

    private static void strategy(Json strategy, Problems problems) {
        String path = "spec.updateStrategy";
        String type = strategy.textOrEmpty("type");
        Json rolling = strategy.object("rollingUpdate");
        switch (type) {
            case "OnDelete" -> {
                if (strategy.has("rollingUpdate")) {
                    problems.invalid(path + ".rollingUpdate", InternalTypes.shown("RollingUpdateStatefulSetStrategy", rolling.without("maxUnavailable")), "only allowed for updateStrategy 'RollingUpdate'");
                }
            }
            case "RollingUpdate" -> rollingUpdate(rolling, path + ".rollingUpdate", problems);
            default -> problems.invalid(path, WorkloadValidation.typed(type), "must be 'RollingUpdate' or 'OnDelete'");
        }
    }

    private static void rollingUpdate(Json rolling, String path, Problems problems) {
        Checks.notNegative(rolling, "partition", path, problems);
        Object unavailable = rolling.get("maxUnavailable");
        if (unavailable != null) {
            Checks.amountOrPercent(unavailable, path + ".maxUnavailable", problems);
            if (Checks.amountOrPercent(unavailable) == 0) {
                problems.invalid(path + ".maxUnavailable", unavailable, "cannot be 0");
            }
            Checks.atMostAll(unavailable, path + ".maxUnavailable", problems);
        }
    }

    private static void retention(Json policy, Problems problems) {
        for (String when : List.of("whenDeleted", "whenScaled")) {
            String what = policy.textOrEmpty(when);
            if (!List.of("Retain", "Delete").contains(what)) {
                problems.notSupported("spec.persistentVolumeClaimRetentionPolicy." + when, what, List.of("Retain", "Delete"));
            }
        }
    }

    private static void claims(List<Json> templates, Problems problems) {
        for (int i = 0; i < templates.size(); i++) {
            ClaimValidation.spec(templates.get(i).object("spec"), "spec.volumeClaimTemplates[" + i + "].spec", problems);
        }
    }

    /** Claims count as volumes, and names that the controller gives are not looked at. */
    private static void template(Json spec, Problems problems) {
        Json template = spec.object("template");
        if (!Checks.matches(spec.get("selector"), template.textMap("metadata", "labels"))) {
            WorkloadValidation.mismatch(template, problems);
        }
        List<Json> claims = spec.objects("volumeClaimTemplates");
        List<Object> volumes = new ArrayList<>();
        List<String> names = claims.stream().map(claim -> claim.textOrEmpty("metadata", "name")).toList();
        names.forEach(name -> volumes.add(Json.of("name", name, "persistentVolumeClaim", Json.of("claimName", name))));
        template.objects("spec", "volumes").stream().filter(volume -> !names.contains(volume.textOrEmpty("name"))).forEach(volumes::add);
        Json pod = template.object("spec").without("subdomain").without("hostname");
        PodValidation.template(template.with("spec", volumes.isEmpty() ? pod : pod.with("volumes", volumes)), "spec.template", problems);
    }

    static void change(KubeObject before, KubeObject after, Problems problems) {
        Json now = after.spec();
        for (String field : MUTABLE) {
            now = now.with(field, before.spec().get(field));
        }
        if (!now.equals(before.spec())) {
            problems.forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
                    + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }
}
