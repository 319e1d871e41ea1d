package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.ManifestCheck;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl replace}: writes whole objects over those that are there ({@code kubectl/pkg/cmd/replace/replace.go}). */
final class Replace implements Command {
    private static final long PATIENCE = 5 * 60_000L;

    @Override
    public Spec spec() {
        return Spec.of("replace", "-f FILENAME", "Replace a resource by file name or stdin")
                .details("Replace a resource by file name or stdin.\n\n JSON and YAML formats are accepted. The file holds the complete object;"
                        + " 'kubectl get TYPE NAME -o yaml' gives one to start from. --force deletes the object and creates it again.")
                .examples("# Replace a pod", "kubectl replace -f ./pod.yaml", "# Change an image on the way",
                        "kubectl get deployment web -o yaml | sed 's/nginx:1.20/nginx:1.21/' | kubectl replace -f -",
                        "# Delete and create again", "kubectl replace --force -f ./pod.yaml")
                .flags(Mutation.managedBy("kubectl-replace", Mutation.validate(), RawRequest.flag("PUT"),
                        Flag.bool("save-config", "", false, "Save the configuration of the object in its annotation, for later use of kubectl apply."),
                        Flag.text("subresource", "", "", "Replace this subresource of the object: status or scale."),
                        Flag.optional("cascade", "background", "background", "Must be \"background\", \"orphan\", or \"foreground\"."),
                        Flag.bool("force", "", false, "If true, delete the object and create it again."),
                        Flag.number("grace-period", "", Flag.Type.INT, -1, "Seconds that a deleted object is given to stop. Only with --force."),
                        Flag.duration("timeout", "0s", "How long to wait for a deletion. Only with --force."),
                        Flag.bool("wait", "", false, "If true, wait for deleted objects to be gone before returning.")))
                .flags(Mutation.files("to use to replace the resource."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        Values flags = call.flags();
        if (flags.list("filename").isEmpty() && flags.filled("kustomize").isEmpty()) {
            throw CommandFailure.error("must specify one of -f and -k");
        }
        if (flags.number("grace-period") >= 0 && !flags.is("force")) {
            throw CommandFailure.error("--grace-period must have --force specified");
        }
        if (flags.millis("timeout") != 0 && !flags.is("force")) {
            throw CommandFailure.error("--timeout must have --force specified");
        }
        if (RawRequest.isAsked(call)) {
            return RawRequest.send(call, Verb.UPDATE);
        }
        return flags.list("filename").contains("-") ? call.withInput(() -> replace(call)) : replace(call);
    }

    private static Step replace(Call call) throws CommandFailure {
        ManifestCheck.check(call);
        List<CommandFailure> failures = new ArrayList<>();
        List<Part> parts = Selection.ofFiles(call, failures);
        if (parts.isEmpty() && failures.isEmpty()) {
            throw CommandFailure.error("no objects passed to replace");
        }
        if (call.flags().is("force")) {
            CommandFailure.throwIfAny(failures);
            return replaceByForce(call, parts);
        }
        for (Part part : parts) {
            try {
                replace(call, (Part.Named) part);
            } catch (CommandFailure failure) {
                failures.add(failure.from("replacing", ((Part.Named) part).source()));
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    /** With {@code --save-config} the annotation is made; where it is there, it is kept up to date. */
    private static Json remembered(Call call, Part.Named named) {
        boolean has = named.manifest().has("metadata", "annotations", LastApplied.ANNOTATION);
        return has || call.flags().is("save-config") ? LastApplied.onto(named.manifest()) : named.manifest();
    }

    private static void replace(Call call, Part.Named named) throws CommandFailure {
        KubeObject wanted = new KubeObject(remembered(call, named));
        boolean client = Mutation.dryRun(call) == Mutation.DryRun.CLIENT;
        if (!client && !wanted.metadata().has("resourceVersion")) {
            // Some kinds are only replaced by those who know the current version.
            wanted = wanted.with(call.get(named.kind(), named.namespace(), named.name()).metadata().get("resourceVersion"), "metadata", "resourceVersion");
        }
        KubeObject result = client
                ? wanted
                : call.update(named.kind(), wanted, call.flags().text("subresource"), Mutation.options(call));
        Mutation.print(call, named.kind(), result, "replaced");
    }

    private static Step replaceByForce(Call call, List<Part> parts) throws CommandFailure {
        long grace = call.flags().number("grace-period");
        Options options = Options.of("propagationPolicy", Delete.policy(call), 
                // Nothing is torn away at once: 0 is taken for 1.
                "gracePeriodSeconds", grace < 0 ? null : (Object) Math.max(1, grace));
        for (Part part : parts) {
            Part.Named named = (Part.Named) part;
            try {
                call.delete(named.kind(), named.namespace(), named.name(), options);
                if (call.flags().filled("output").isEmpty()) {
                    call.out().line(Delete.line(call, named, "deleted"));
                }
            } catch (CommandFailure failure) {
                if (!failure.isNotFound()) {
                    throw failure;
                }
            }
        }
        long timeout = call.flags().millis("timeout");
        return create(call, parts, call.now() + (timeout == 0 ? PATIENCE : timeout));
    }

    private static Step create(Call call, List<Part> parts, long until) throws CommandFailure {
        for (Part part : parts) {
            Part.Named named = (Part.Named) part;
            if (Existence.of(call, named.kind(), named.namespace(), named.name()).isPresent()) {
                if (call.now() >= until) {
                    throw CommandFailure.error("timed out waiting for the condition");
                }
                return Step.changeUntil(until, () -> create(call, parts, until));
            }
        }
        for (Part part : parts) {
            Part.Named named = (Part.Named) part;
            Json manifest = new KubeObject(remembered(call, named)).with(null, "metadata", "resourceVersion").tree();
            Mutation.print(call, named.kind(), call.create(named.kind(), named.namespace(), manifest, Mutation.options(call)), "replaced");
        }
        return Step.OK;
    }
}
