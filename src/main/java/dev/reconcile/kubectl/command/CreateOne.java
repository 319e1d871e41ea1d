package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.kustomize.ContentHash;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** A {@code kubectl create KIND NAME} command: it builds one object from flags and posts it. */
abstract class CreateOne implements Command {
    /** The object that the flags describe. */
    abstract Json build(Call call, String name) throws CommandFailure;

    /** Such as {@code deployments.apps}. */
    abstract String resource();

    /** What a refusal begins with; empty where upstream passes the API's words on. */
    abstract String failed();

    /** Flags without which the command does not even look at its arguments. */
    List<String> mandatory() {
        return List.of();
    }

    /** The flags that all of these commands have, and more. */
    static List<Flag> flags(Flag... more) {
        List<Flag> flags = managedBy("kubectl-create", more);
        flags.add(Mutation.validate());
        return flags;
    }

    /** Those that all commands have that make an object. */
    static List<Flag> managedBy(String manager, Flag... more) {
        List<Flag> flags = new ArrayList<>(Mutation.managedBy(manager, more));
        flags.add(Flag.bool("save-config", "", false, "Save the configuration of the object in its annotation, for later use of kubectl apply."));
        return flags;
    }

    static Flag appendHash(String what) {
        return Flag.bool("append-hash", "", false, "Append a hash of the " + what + " to its name.");
    }

    static Spec spec(String path, String use, String about, Flag... flags) {
        return Spec.of("create " + path, use, about).flags(flags(flags));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        List<String> missing = mandatory().stream().filter(flag -> !call.flags().changed(flag)).toList();
        if (!missing.isEmpty()) {
            throw CommandFailure.error("required flag(s) \"" + String.join("\", \"", missing) + "\" not set");
        }
        if (call.before().size() != 1) {
            throw call.usage("exactly one NAME is required, got " + call.before().size());
        }
        Json object = build(call, call.before().getFirst());
        if (call.flags().knows("append-hash") && call.flags().is("append-hash")) {
            object = object.withAt(object.textOrEmpty("metadata", "name") + "-" + ContentHash.ofCreated(object), "metadata", "name");
        }
        Kind kind = call.kind(resource());
        Json created = kind.namespaced() && call.namespaceGiven() ? object.withAt(call.namespace(), "metadata", "namespace") : object;
        KubeObject result = post(call, kind, call.flags().is("save-config") ? LastApplied.onto(created) : created);
        Mutation.print(call, kind, result, "created");
        return Step.OK;
    }

    private KubeObject post(Call call, Kind kind, Json object) throws CommandFailure {
        if (Mutation.dryRun(call) == Mutation.DryRun.CLIENT) {
            return new KubeObject(object);
        }
        try {
            return call.create(kind, call.namespaceOf(kind), object, Mutation.options(call));
        } catch (CommandFailure failure) {
            throw failed().isEmpty() ? failure : CommandFailure.error(failed() + failure.getMessage());
        }
    }

    /** The last part of an image's path, without tag and digest: what a container is named after. */
    static String containerName(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        return last.split("[:@]", 2)[0];
    }
}
