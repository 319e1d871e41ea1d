package dev.reconcile.kubectl.describe;

import dev.reconcile.kubectl.print.Ages;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Times;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Finds the description of a kind and adds the events ({@code kubectl/pkg/describe/describe.go}). */
public final class Describers {
    static final List<String> SKIPPED_ANNOTATIONS = List.of("kubectl.kubernetes.io/last-applied-configuration");

    private Describers() {}

    /** @param events whether to end with what has happened to the object */
    public static String describe(KubeObject object, Surroundings around, boolean events) {
        Sheet sheet = new Sheet();
        boolean eventful = body(sheet, object, around);
        if (events && eventful) {
            events(sheet, object, around);
        }
        return sheet.aligned();
    }

    /** A pod template as {@code rollout history} shows it, with tabs. */
    public static String template(Json template) {
        Sheet sheet = new Sheet();
        PodParts.template(sheet, template);
        return sheet.raw();
    }

    /** Whether upstream shows events for the kind. */
    private static boolean body(Sheet sheet, KubeObject object, Surroundings around) {
        switch (object.kind()) {
            case "Deployment" -> WorkloadParts.deployment(sheet, object, around);
            case "ReplicaSet", "ReplicationController" -> WorkloadParts.replicaSet(sheet, object, around);
            case "StatefulSet" -> WorkloadParts.statefulSet(sheet, object, around);
            case "DaemonSet" -> WorkloadParts.daemonSet(sheet, object, around);
            case "Job" -> JobParts.job(sheet, object);
            case "CronJob" -> JobParts.cronJob(sheet, object);
            case "Pod" -> PodDescription.write(sheet, object, around);
            case "Node" -> NodeDescription.write(sheet, object, around);
            case "Service" -> NetworkParts.service(sheet, object, around);
            case "Endpoints" -> NetworkParts.endpoints(sheet, object);
            case "Ingress" -> IngressParts.ingress(sheet, object, around);
            case "Role", "ClusterRole" -> {
                AccessParts.role(sheet, object);
                return false;
            }
            case "RoleBinding", "ClusterRoleBinding" -> {
                AccessParts.binding(sheet, object);
                return false;
            }
            case "ConfigMap" -> ConfigParts.configMap(sheet, object);
            case "Secret" -> {
                ConfigParts.secret(sheet, object);
                return false;
            }
            case "Namespace" -> {
                ConfigParts.namespace(sheet, object, around);
                return false;
            }
            case "ResourceQuota" -> {
                ConfigParts.quota(sheet, object);
                return false;
            }
            case "LimitRange" -> {
                ConfigParts.limitRange(sheet, object);
                return false;
            }
            case "NetworkPolicy" -> {
                PolicyParts.policy(sheet, object);
                return false;
            }
            case "IngressClass" -> IngressParts.ingressClass(sheet, object);
            case "ServiceAccount" -> ConfigParts.serviceAccount(sheet, object);
            case "PodDisruptionBudget" -> ConfigParts.disruptionBudget(sheet, object);
            case "PersistentVolumeClaim" -> StorageParts.claim(sheet, object, around);
            case "PersistentVolume" -> StorageParts.volume(sheet, object, around);
            case "HorizontalPodAutoscaler" -> ScalingParts.autoscaler(sheet, object);
            case "PriorityClass" -> ScalingParts.priorityClass(sheet, object);
            case "EndpointSlice" -> NetworkParts.endpointSlice(sheet, object);
            case "StorageClass" -> StorageParts.storageClass(sheet, object);
            default -> GenericDescription.write(sheet, object);
        }
        return true;
    }

    /** Name, and where it has one the namespace. */
    static void head(Sheet sheet, KubeObject object) {
        sheet.line(0, "Name:\t%s", object.name());
        if (!object.namespace().isEmpty()) {
            sheet.line(0, "Namespace:\t%s", object.namespace());
        }
    }

    static void labels(Sheet sheet, KubeObject object) {
        sheet.labels("", "Labels", object.labels());
        sheet.annotations("", "Annotations", object.annotations(), SKIPPED_ANNOTATIONS);
    }

    static void controller(Sheet sheet, KubeObject object) {
        object.controllerReference().ifPresent(owner -> sheet.line(0, "Controlled By:\t%s/%s", owner.textOrEmpty("kind"), owner.textOrEmpty("name")));
    }

    /** As upstream's {@code FormatLabelSelector}. */
    static String selector(Json selector) {
        String text = LabelSelector.of(selector).text();
        return text.isEmpty() ? "<none>" : text;
    }

    /** {@code a=1,b=2} or {@code <none>}. */
    static String pairs(Map<String, String> map) {
        String text = LabelSelector.ofMap(map).text();
        return text.isEmpty() ? "<none>" : text;
    }

    static void events(Sheet sheet, KubeObject object, Surroundings around) {
        List<KubeObject> events = around.list("events", object.namespace()).stream()
                .filter(event -> about(event, object))
                .sorted(Comparator.comparing((KubeObject event) -> last(event)).thenComparing(Describers::first))
                .toList();
        if (events.isEmpty()) {
            sheet.line(0, "Events:\t<none>");
            return;
        }
        sheet.line(0, "Events:").line(1, "Type\tReason\tAge\tFrom\tMessage").line(1, "----\t------\t----\t----\t-------");
        for (KubeObject event : events) {
            Json tree = event.tree();
            String source = tree.textOrEmpty("source", "component");
            sheet.line(1, "%s\t%s\t%s\t%s\t%s", tree.textOrEmpty("type"), tree.textOrEmpty("reason"), interval(event, around.now()),
                    source.isEmpty() ? tree.textOrEmpty("reportingComponent") : source, tree.textOrEmpty("message").strip());
        }
    }

    private static boolean about(KubeObject event, KubeObject object) {
        Json involved = event.tree().object("involvedObject");
        boolean node = object.kind().equals("Node") && "Node".equals(involved.text("kind")) && object.name().equals(involved.text("name"));
        return node || object.uid().equals(involved.text("uid"));
    }

    /** When it was seen last, in milliseconds since the epoch. */
    public static long last(KubeObject event) {
        return Times.millis(event.tree().text("lastTimestamp")).or(() -> Times.millis(event.tree().text("eventTime"))).orElse(0L);
    }

    private static long first(KubeObject event) {
        return Times.millis(event.tree().text("firstTimestamp")).or(() -> Times.millis(event.tree().text("eventTime"))).orElse(0L);
    }

    /** {@code 2s}, or {@code 13s (x6 over 89s)} for what has happened again. */
    public static String interval(KubeObject event, long now) {
        String newest = Ages.text(now - last(event));
        long count = event.tree().number(1, "count");
        return count > 1 ? newest + " (x" + count + " over " + Ages.text(now - first(event)) + ")" : newest;
    }
}
