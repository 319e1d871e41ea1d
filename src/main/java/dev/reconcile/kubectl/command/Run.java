package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl run}: makes a pod of one container and, if wanted, attaches to it ({@code kubectl/pkg/cmd/run/run.go}). */
final class Run implements Command {
    @Override
    public Spec spec() {
        return Spec.of("run", "NAME --image=image [--env=\"key=value\"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]",
                        "Run a particular image on the cluster")
                .details("Create and run a particular image in a pod.")
                .examples("# Start a pod", "kubectl run nginx --image=nginx", "# Print the pod without creating it", "kubectl run nginx --image=nginx --dry-run=client -o yaml",
                        "# Look around from inside the cluster, and leave nothing behind", "kubectl run -it --rm debug --image=busybox --restart=Never -- sh")
                .flags(RunFlags.ALL);
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        RunFlags.check(call);
        String name = call.arguments().getFirst();
        List<KubeObject> created = new ArrayList<>();
        created.add(post(call, call.kind("pods"), Overrides.of(call).applied(RunPod.pod(call, name))));
        if (call.flags().is("expose")) {
            created.add(post(call, call.kind("services"), RunPod.service(call, name)));
        }
        if (RunFlags.attaches(call.flags())) {
            return new RunAttached(call, created).start();
        }
        for (KubeObject object : created) {
            Mutation.print(call, call.kind(object.kind().equals("Pod") ? "pods" : "services"), object, "created");
        }
        return Step.OK;
    }

    private static KubeObject post(Call call, Kind kind, Json object) throws CommandFailure {
        Values flags = call.flags();
        if (Mutation.dryRun(call) == Mutation.DryRun.CLIENT) {
            return new KubeObject(call.namespaceGiven() ? object.withAt(call.namespace(), "metadata", "namespace") : object);
        }
        Json recorded = Changes.recorded(call, object);
        return call.create(kind, call.namespace(), flags.is("save-config") ? LastApplied.onto(recorded) : recorded, Mutation.options(call));
    }
}
