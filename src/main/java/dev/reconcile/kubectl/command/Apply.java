package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import java.util.List;

/** {@code kubectl apply}: makes objects be what files say ({@code kubectl/pkg/cmd/apply/apply.go}). */
final class Apply implements Command {
    static final String MANAGER = "kubectl-client-side-apply";
    private static final String PRUNES_ALL = "all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag."
            + " If you did not mean to prune all resources, specify a label selector";

    private final List<Command> below = List.of(new Edit.OfLastApplied(), new ApplyLast.Set(), new ApplyLast.View());

    @Override
    public Spec spec() {
        return Spec.of("apply", "(-f FILENAME | -k DIRECTORY)", "Apply a configuration to a resource by file name or stdin")
                .details("Apply a configuration to a resource by file name or stdin. What does not exist yet is created.\n\n"
                        + " An annotation remembers what was applied, so that the next apply also takes away what is no longer in the file and leaves"
                        + " alone what others have set.\n\n JSON and YAML formats are accepted.")
                .examples("# Apply what a file describes", "kubectl apply -f ./deployment.yaml", "# Apply all files of a directory", "kubectl apply -f manifests/",
                        "# Apply what is piped in", "cat deployment.yaml | kubectl apply -f -",
                        "# Delete what was applied with that label and is no longer in the file", "kubectl apply --prune -f manifests/ -l app=web")
                .flags(Mutation.managedBy(MANAGER, Mutation.selector(), Changes.record(), Mutation.validate(),
                        Mutation.all("Select all resources in the namespace of the specified resource types."),
                        Flag.bool("overwrite", "", true, "Settle differences between the file and the live object in favour of the file."),
                        Flag.bool("openapi-patch", "", true, "Use the server's schema to compute the patch where it has one."),
                        Flag.bool("server-side", "", false, "If true, apply runs in the server instead of the client."),
                        Flag.bool("force-conflicts", "", false, "If true, server-side apply takes fields over from other managers."),
                        Flag.text("subresource", "", "", "Apply to this subresource of the object. Only with --server-side.")))
                .flags(Mutation.files("that contains the configurations to apply."))
                .flags(Pruning.flags("Delete objects that were applied before and are not in the files any more. Needs -l or --all."))
                .flags(
                        Flag.optional("cascade", "background", "background", "Must be \"background\", \"orphan\", or \"foreground\"."),
                        Flag.bool("force", "", false, "If true, delete and create again what cannot be changed."),
                        Flag.number("grace-period", "", Flag.Type.INT, -1, "Seconds that a deleted object is given to stop. Ignored if negative."),
                        Flag.duration("timeout", "0s", "How long to wait for a deletion; zero means as long as it takes."),
                        Flag.bool("wait", "", false, "If true, wait for deleted objects to be gone before returning."));
    }

    @Override
    public List<Command> below() {
        return below;
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (!call.arguments().isEmpty()) {
            throw call.usage("Unexpected args: [" + String.join(" ", call.arguments()) + "]");
        }
        check(call);
        return call.flags().list("filename").contains("-") ? call.withInput(() -> new ApplyRun(call).start()) : new ApplyRun(call).start();
    }

    private static void check(Call call) throws CommandFailure {
        Values flags = call.flags();
        boolean serverSide = flags.is("server-side");
        if (flags.is("force-conflicts") && !serverSide) {
            throw CommandFailure.error("--force-conflicts only works with --server-side");
        }
        if (Mutation.dryRun(call) == Mutation.DryRun.CLIENT && serverSide) {
            throw CommandFailure.error("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
        }
        if (flags.filled("subresource").isPresent() && !serverSide) {
            throw CommandFailure.error("--subresource can only be specified for --server-side");
        }
        if (flags.is("force") && serverSide) {
            throw CommandFailure.error("--force cannot be used with --server-side");
        }
        if (flags.list("filename").isEmpty() && flags.filled("kustomize").isEmpty()) {
            throw CommandFailure.error("must specify one of -f and -k");
        }
        if (flags.is("all") && flags.filled("selector").isPresent()) {
            throw CommandFailure.error("cannot set --all and --selector at the same time");
        }
        if (flags.is("prune") && !flags.is("all") && flags.filled("selector").isEmpty()) {
            throw CommandFailure.error(PRUNES_ALL);
        }
    }
}
