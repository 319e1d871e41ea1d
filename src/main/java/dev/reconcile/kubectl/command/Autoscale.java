package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl autoscale}: makes a HorizontalPodAutoscaler ({@code kubectl/pkg/cmd/autoscale/autoscale.go}). */
final class Autoscale implements Command {
    @Override
    public Spec spec() {
        return Spec.of("autoscale", "(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]",
                        "Auto-scale a deployment, replica set, stateful set, or replication controller")
                .details("Make an autoscaler that keeps the number of pods of a deployment, replica set, stateful set or replication controller between two limits,"
                        + " by how busy they are.")
                .examples("# Between 2 and 10 pods", "kubectl autoscale deployment web --min=2 --max=10",
                        "# At most 5 pods, as many as are needed to use 80% of the requested CPU each", "kubectl autoscale deployment web --max=5 --cpu=80%")
                .flags(CreateOne.managedBy("kubectl-autoscale",
                        Flag.number("min", "", Flag.Type.INT32, -1, "The lower limit for the number of pods. If it's not specified or negative, the server will apply a default value."),
                        Flag.number("max", "", Flag.Type.INT32, -1, "The upper limit for the number of pods that can be set by the autoscaler. Required."),
                        Flag.number("cpu-percent", "", Flag.Type.INT32, -1, "The target average CPU utilization in percent of the requested CPU.")
                                .deprecated("Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU)."),
                        Changes.record(),
                        Flag.text("cpu", "", "", "Target CPU over all the pods: a percentage of the requested CPU (70%) or a quantity (500m)."),
                        Flag.text("memory", "", "", "Target memory over all the pods: a percentage of the requested memory (60%) or a quantity (200Mi)."),
                        Flag.text("name", "", "", "The name for the newly created object. If not specified, the name of the input resource will be used.")))
                .flags(Mutation.files("identifying the resource to autoscale."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (!call.flags().changed("max")) {
            throw CommandFailure.error("required flag(s) \"max\" not set");
        }
        long max = call.flags().number("max");
        long min = call.flags().number("min");
        if (max < 1) {
            throw CommandFailure.error("--max=MAXPODS is required and must be at least 1, max: " + max);
        }
        if (max < min) {
            throw CommandFailure.error("--max=MAXPODS must be larger or equal to --min=MINPODS, max: " + max + ", min: " + min);
        }
        if (call.flags().number("cpu-percent") > 0 && call.flags().filled("cpu").isPresent()) {
            throw CommandFailure.error("--cpu-percent and --cpu are mutually exclusive");
        }
        List<Json> metrics = metrics(call);
        return call.flags().list("filename").contains("-") ? call.withInput(() -> autoscale(call, metrics)) : autoscale(call, metrics);
    }

    private static Step autoscale(Call call, List<Json> metrics) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        List<Found> found = Selection.of(call, call.arguments(), false).objects(failures);
        if (found.isEmpty()) {
            CommandFailure.throwIfAny(failures);
            throw CommandFailure.error("no objects passed to autoscale");
        }
        for (Found each : found) {
            try {
                autoscale(call, each, metrics);
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private static void autoscale(Call call, Found found, List<Json> metrics) throws CommandFailure {
        Kind target = found.kind();
        if (!target.hasScale()) {
            throw CommandFailure.error("cannot autoscale a %s: could not find scale subresource for %s/%s, Resource=%s in discovery information"
                    .formatted(target.kind(), target.group(), target.version(), target.plural()));
        }
        long min = call.flags().number("min");
        Json spec = Json.of(
                "maxReplicas", call.flags().number("max"),
                "metrics", metrics.isEmpty() ? null : metrics,
                "minReplicas", min > 0 ? min : null,
                "scaleTargetRef", Json.of("apiVersion", target.apiVersion(), "kind", target.kind(), "name", found.object().name()));
        Json plain = KubeObject.of("autoscaling/v2", "HorizontalPodAutoscaler", call.namespaceGiven() ? call.namespace() : "",
                call.flags().filled("name").orElse(found.object().name())).tree().with("spec", spec)
                .with("status", Json.of("desiredReplicas", 0));
        Json autoscaler = Changes.recorded(call, plain);
        Kind kind = call.kind("horizontalpodautoscalers.autoscaling");
        if (Mutation.dryRun(call) == Mutation.DryRun.CLIENT) {
            Mutation.print(call, kind, new KubeObject(autoscaler), "created");
            return;
        }
        Json sent = call.flags().is("save-config") ? LastApplied.onto(autoscaler) : autoscaler;
        Mutation.print(call, kind, call.create(kind, call.namespace(), sent, Mutation.options(call)), "autoscaled");
    }

    private static List<Json> metrics(Call call) throws CommandFailure {
        List<Json> metrics = new ArrayList<>();
        long percent = call.flags().number("cpu-percent");
        if (percent > 0) {
            metrics.add(metric("cpu", Json.of("type", "Utilization", "averageUtilization", percent)));
        }
        for (String[] resource : new String[][] {{"cpu", "m"}, {"memory", "Mi"}}) {
            String text = call.flags().text(resource[0]).strip();
            if (!text.isEmpty()) {
                metrics.add(metric(resource[0], target(resource[0], resource[1], text)));
            }
        }
        return metrics;
    }

    private static Json metric(String resource, Json target) {
        return Json.of("type", "Resource", "resource", Json.of("name", resource, "target", target));
    }

    /** @param unit of a bare number */
    private static Json target(String resource, String unit, String text) throws CommandFailure {
        if (text.endsWith("%")) {
            String number = text.substring(0, text.length() - 1);
            if (!number.matches("\\d{1,9}")) {
                throw CommandFailure.error("invalid percentage value: " + number);
            }
            return Json.of("type", "Utilization", "averageUtilization", Long.valueOf(number));
        }
        if (!text.matches("[0-9.]+(m|k|M|G|T|Ki|Mi|Gi|Ti)?")) {
            throw CommandFailure.error("invalid resource " + resource + " value: " + text);
        }
        return Json.of("type", "AverageValue", "averageValue", text.matches("[0-9.]+") ? text + unit : text);
    }
}
