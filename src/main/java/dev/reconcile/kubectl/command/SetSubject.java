package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** {@code kubectl set subject}: adds who has a role ({@code kubectl/pkg/cmd/set/set_subject.go}). */
final class SetSubject implements Command {
    private static final String RBAC = "rbac.authorization.k8s.io";

    @Override
    public Spec spec() {
        return Spec.of("set subject", "(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]",
                        "Update the user, group, or service account in a role binding or cluster role binding")
                .examples("# Give a service account what a binding gives", "kubectl set subject rolebinding readers --serviceaccount=default:robot")
                .flags(SetGroup.flags(Mutation.selector(),
                        Flag.repeated("user", "", "Usernames to bind to the role"),
                        Flag.repeated("group", "", "Groups to bind to the role"),
                        Flag.repeated("serviceaccount", "", "Service accounts to bind to the role")));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        List<Json> wanted = subjects(call);
        if (wanted.isEmpty()) {
            throw CommandFailure.error("you must specify at least one value of user, group or serviceaccount");
        }
        return SetGroup.run(call, call.arguments(), "subjects updated", (kind, object) -> {
            if (!List.of("RoleBinding", "ClusterRoleBinding").contains(kind.kind())) {
                throw CommandFailure.error("setting subjects is only supported for RoleBinding/ClusterRoleBinding");
            }
            List<Json> subjects = new ArrayList<>(object.tree().objects("subjects"));
            wanted.stream().filter(subject -> !subjects.contains(subject)).forEach(subjects::add);
            return new KubeObject(object.tree().with("subjects", subjects));
        });
    }

    private static List<Json> subjects(Call call) throws CommandFailure {
        List<Json> subjects = new ArrayList<>();
        new TreeSet<>(call.flags().list("user")).forEach(user -> subjects.add(Json.of("apiGroup", RBAC, "kind", "User", "name", user)));
        new TreeSet<>(call.flags().list("group")).forEach(group -> subjects.add(Json.of("apiGroup", RBAC, "kind", "Group", "name", group)));
        for (String account : new TreeSet<>(call.flags().list("serviceaccount"))) {
            String[] halves = account.split(":", -1);
            if (halves.length != 2 || halves[1].isEmpty()) {
                throw CommandFailure.error("serviceaccount must be <namespace>:<name>");
            }
            subjects.add(Json.of("kind", "ServiceAccount", "name", halves[1], "namespace", halves[0].isEmpty() ? call.namespace() : halves[0]));
        }
        return subjects;
    }
}
