package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import dev.reconcile.sim.Dice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks {@code metadata} as {@code apimachinery/pkg/api/validation/objectmeta.go} does. */
final class Metadata {
    /** Bytes of all keys and values of an object's annotations. */
    static final int MAX_ANNOTATION_BYTES = 256 * 1024;

    private static final String IMMUTABLE = "field is immutable";

    /** What a name may be, for kinds whose names are not DNS subdomains. */
    private static final Map<String, Function<String, List<String>>> NAMES = new TreeMap<>();

    static {
        NAMES.put("Namespace", Names::label);
        NAMES.put("StatefulSet", Names::label);
        NAMES.put("Service", Names::label1035);
        for (String kind : List.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding")) {
            NAMES.put(kind, Names::pathSegment);
        }
    }

    /** The group of another server, whose own finalizer has no slash. */
    private static final String DEFINITIONS = "apiextensions.k8s.io";

    /** Kinds whose updates must name the revision that they start from ({@code AllowUnconditionalUpdate} is false). */
    private static final List<String> CONDITIONAL = List.of("CustomResourceDefinition", "Lease", "PodDisruptionBudget");

    /** Kinds whose updates create what is not there ({@code AllowCreateOnUpdate}). */
    private static final List<String> CREATED_BY_UPDATES =
            List.of("ClusterRole", "ClusterRoleBinding", "Endpoints", "Event", "Lease", "LimitRange", "Role", "RoleBinding", "Service");

    private static final List<String> OWNER_FIELDS = List.of("apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion");

    /** Letters appended to {@code generateName}. */
    private static final int GENERATED_LETTERS = 5;

    private static final int GENERATED_LENGTH = 63;

    private Metadata() {}

    /** Upstream's {@code names.SimpleNameGenerator}: at most 63 characters, five of them random. */
    static String generated(String base, Dice dice) {
        int most = GENERATED_LENGTH - GENERATED_LETTERS;
        return (base.length() > most ? base.substring(0, most) : base) + dice.suffix(GENERATED_LETTERS);
    }

    static void validate(Kind kind, KubeObject object, Problems problems) {
        Json metadata = object.metadata();
        Function<String, List<String>> rule = NAMES.getOrDefault(kind.kind(), Names::subdomain);
        String base = metadata.textOrEmpty("generateName");
        if (!base.isEmpty()) {
            rule.apply(withoutDash(base)).forEach(wrong -> problems.invalid("metadata.generateName", base, wrong));
        }
        if (object.name().isEmpty()) {
            problems.required("metadata.name", "name or generateName is required");
        } else {
            rule.apply(object.name()).forEach(wrong -> problems.invalid("metadata.name", object.name(), wrong));
        }
        if (!kind.namespaced() && !object.namespace().isEmpty()) {
            problems.forbidden("metadata.namespace", "not allowed on this type");
        }
        validateRest(metadata, problems);
        if (!kind.isCustom() && !kind.group().equals(DEFINITIONS)) {
            ownFinalizers(object.finalizers(), problems);
        }
    }

    /** A finalizer without a domain is one of Kubernetes' own ({@code validateKubeFinalizerName}). */
    private static void ownFinalizers(List<String> finalizers, Problems problems) {
        for (int i = 0; i < finalizers.size(); i++) {
            String name = finalizers.get(i);
            if (!name.contains("/") && !List.of("kubernetes", Deletion.ORPHAN, Deletion.FOREGROUND).contains(name)) {
                problems.invalid("metadata.finalizers[" + i + "]", name, "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }

    /** A dash at the end of a prefix is followed by letters. */
    private static String withoutDash(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 2) + "a" : prefix;
    }

    private static void validateRest(Json metadata, Problems problems) {
        metadata.object("labels").forEach((key, value) -> {
            Names.qualified(key).forEach(wrong -> problems.invalid("metadata.labels", key, wrong));
            Names.labelValue(value.toString()).forEach(wrong -> problems.invalid("metadata.labels", value, wrong));
        });
        validateAnnotations(metadata.textMap("annotations"), problems);
        validateOwners(metadata, problems);
        List<String> finalizers = metadata.texts("finalizers");
        for (String finalizer : finalizers) {
            Names.qualified(finalizer).forEach(wrong -> problems.invalid("metadata.finalizers", finalizer, wrong));
        }
        if (finalizers.contains(Deletion.FOREGROUND) && finalizers.contains(Deletion.ORPHAN)) {
            problems.invalid("metadata.finalizers", finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
        }
    }

    private static void validateAnnotations(Map<String, String> annotations, Problems problems) {
        long bytes = 0;
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            String key = annotation.getKey();
            Names.qualified(key.toLowerCase(Locale.ROOT)).forEach(wrong -> problems.invalid("metadata.annotations", key, wrong));
            bytes += bytes(key) + bytes(annotation.getValue());
        }
        if (bytes > MAX_ANNOTATION_BYTES) {
            problems.tooLong("metadata.annotations", MAX_ANNOTATION_BYTES);
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void validateOwners(Json metadata, Problems problems) {
        String field = "metadata.ownerReferences";
        String controller = "";
        for (Json owner : metadata.objects("ownerReferences")) {
            String apiVersion = owner.textOrEmpty("apiVersion");
            if (apiVersion.substring(apiVersion.indexOf('/') + 1).isEmpty()) {
                problems.invalid(field + ".apiVersion", apiVersion, "version must not be empty");
            }
            for (String name : List.of("kind", "name", "uid")) {
                if (owner.textOrEmpty(name).isEmpty()) {
                    problems.invalid(field + "." + name, "", "must not be empty");
                }
            }
            if (apiVersion.equals("v1") && owner.textOrEmpty("kind").equals("Event")) {
                problems.invalid(field, shown(owner), "/v1, Kind=Event is disallowed from being an owner");
            }
            if (owner.isTrue("controller")) {
                String named = owner.textOrEmpty("kind") + "/" + owner.textOrEmpty("name");
                if (!controller.isEmpty()) {
                    String all = metadata.objects("ownerReferences").stream().map(each -> shown(each).text()).collect(Collectors.joining(",", "[", "]"));
                    problems.invalid(field, new Problems.Shown(all), "Only one reference can have Controller set to true. "
                            + "Found \"true\" in references for " + controller + " and " + named);
                }
                controller = named;
            }
        }
    }

    /** With its fields in the order of upstream's type. */
    private static Problems.Shown shown(Json owner) {
        return new Problems.Shown(OWNER_FIELDS.stream().filter(owner::has).map(name -> JsonText.compact(name) + ":" + JsonText.compact(owner.get(name)))
                .collect(Collectors.joining(",", "{", "}")));
    }

    static void validateUpdate(KubeObject before, KubeObject after, Problems problems) {
        if (before.isTerminating()) {
            List<String> added = new ArrayList<>(after.finalizers());
            added.removeAll(before.finalizers());
            if (!added.isEmpty()) {
                problems.forbidden("metadata.finalizers", "no new finalizers can be added if the object is being deleted, "
                        + "found new finalizers " + GoText.strings(added.stream().sorted().toList()));
            }
        }
        immutable("metadata.name", before.name(), after.name(), problems);
        immutable("metadata.namespace", before.namespace(), after.namespace(), problems);
        immutable("metadata.uid", before.uid(), after.uid(), problems);
    }

    private static void immutable(String field, String before, String after, Problems problems) {
        if (!before.equals(after)) {
            problems.invalid(field, after, IMMUTABLE);
        }
    }

    /** Whether the kind takes an update that does not say which revision it starts from. */
    static boolean allowsUnconditionalUpdate(Kind kind) {
        return !kind.isCustom() && !CONDITIONAL.contains(kind.kind());
    }

    static boolean createsOnUpdate(Kind kind) {
        return !kind.isCustom() && CREATED_BY_UPDATES.contains(kind.kind());
    }
}
