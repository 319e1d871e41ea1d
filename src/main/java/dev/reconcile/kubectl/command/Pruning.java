package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code --prune} of apply and diff: finds what was applied before and is not in the files any more ({@code kubectl/pkg/cmd/apply/prune.go}). */
final class Pruning {
    private static final List<String> USUAL = List.of("core/v1/ConfigMap", "core/v1/Endpoints", "core/v1/Namespace", "core/v1/PersistentVolumeClaim",
            "core/v1/PersistentVolume", "core/v1/Pod", "core/v1/ReplicationController", "core/v1/Secret", "core/v1/Service", "batch/v1/Job",
            "batch/v1/CronJob", "networking.k8s.io/v1/Ingress", "apps/v1/DaemonSet", "apps/v1/Deployment", "apps/v1/ReplicaSet", "apps/v1/StatefulSet");

    private final Call call;
    private final Set<String> visited;
    private final Set<String> namespaces;

    /**
     * @param visited uids of the objects of the files
     * @param namespaces where those objects are
     */
    Pruning(Call call, Set<String> visited, Set<String> namespaces) {
        this.call = call;
        this.visited = visited;
        this.namespaces = namespaces;
    }

    /** Deletes them. */
    void run() throws CommandFailure {
        String policy = Delete.policy(call);
        for (Found found : found()) {
            delete(found, policy);
        }
    }

    List<Found> found() throws CommandFailure {
        List<Found> found = new ArrayList<>();
        List<Kind> namespaced = new ArrayList<>();
        List<Kind> others = new ArrayList<>();
        boolean given = call.flags().changed("prune-allowlist");
        for (String written : given ? call.flags().list("prune-allowlist") : USUAL) {
            Kind kind = kind(written);
            if (kind != null) {
                (kind.namespaced() ? namespaced : others).add(kind);
            }
        }
        for (String namespace : namespaces) {
            for (Kind kind : namespaced) {
                found.addAll(forgotten(kind, namespace));
            }
        }
        if (!given && !others.isEmpty() && call.namespaceGiven()) {
            return found;
        }
        for (Kind kind : others) {
            found.addAll(forgotten(kind, ""));
        }
        return found;
    }

    /** Null for a usual kind that this cluster does not have. */
    private Kind kind(String written) throws CommandFailure {
        String[] parts = written.split("/");
        if (parts.length != 3) {
            throw CommandFailure.error("invalid GroupVersionKind format: " + written + ", please follow <group/version/kind>");
        }
        String version = parts[0].equals("core") || parts[0].isEmpty() ? parts[1] : parts[0] + "/" + parts[1];
        Kind kind = call.client().kinds().of(version, parts[2]).orElse(null);
        if (kind == null && call.flags().changed("prune-allowlist")) {
            throw CommandFailure.error("no matches for kind \"" + parts[2] + "\" in version \"" + version + "\"");
        }
        return kind;
    }

    private List<Found> forgotten(Kind kind, String namespace) throws CommandFailure {
        return call.list(kind, namespace, Selection.listOptions(call)).stream()
                .filter(object -> object.annotation(LastApplied.ANNOTATION).isPresent() && !visited.contains(object.uid()))
                .map(object -> new Found(kind, object, "")).toList();
    }

    private void delete(Found found, String policy) throws CommandFailure {
        KubeObject object = found.object();
        if (Mutation.dryRun(call) == Mutation.DryRun.NONE) {
            long grace = call.flags().number("grace-period");
            Options options = Options.of("propagationPolicy", policy);
            call.delete(found.kind(), object.namespace(), object.name(), grace >= 0 ? options.with("gracePeriodSeconds", grace) : options);
        }
        String output = call.flags().text("output");
        if (output.isEmpty() || output.equals("name")) {
            Mutation.print(call, found.kind(), object, "pruned");
        }
    }

    static List<Flag> flags(String purpose) {
        return List.of(Flag.bool("prune", "", false, purpose),
                Flag.list("prune-allowlist", "", "The <group/version/kind> that --prune may delete, instead of the usual ones"));
    }
}
