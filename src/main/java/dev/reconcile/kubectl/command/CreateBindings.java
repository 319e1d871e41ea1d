package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl create rolebinding} and {@code clusterrolebinding}: who has a role ({@code kubectl/pkg/cmd/create/create_rolebinding.go}). */
final class CreateBindings {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private static final Flag[] FLAGS = {
        Flag.text("clusterrole", "", "", "ClusterRole this binding should reference"),
        Flag.repeated("user", "", "Usernames to bind to the role. The flag can be repeated to add multiple users."),
        Flag.repeated("group", "", "Groups to bind to the role. The flag can be repeated to add multiple groups."),
        Flag.repeated("serviceaccount", "", "Service accounts to bind to the role, in the format <namespace>:<name>. The flag can be repeated."),
        Flag.text("role", "", "", "Role this RoleBinding should reference"),
    };

    private CreateBindings() {}

    private static Json binding(Call call, String kind, String name, String roleKind, String role) throws CommandFailure {
        List<Json> subjects = new ArrayList<>();
        call.flags().list("user").forEach(user -> subjects.add(Json.of("apiGroup", RBAC, "kind", "User", "name", user)));
        call.flags().list("group").forEach(group -> subjects.add(Json.of("apiGroup", RBAC, "kind", "Group", "name", group)));
        for (String account : call.flags().list("serviceaccount")) {
            String[] halves = account.split(":", -1);
            if (halves.length != 2 || halves[0].isEmpty() || halves[1].isEmpty()) {
                throw CommandFailure.error("serviceaccount must be <namespace>:<name>");
            }
            subjects.add(Json.of("kind", "ServiceAccount", "name", halves[1], "namespace", halves[0]));
        }
        return KubeObject.of(RBAC + "/v1", kind, "", name).tree()
                .with("roleRef", Json.of("apiGroup", RBAC, "kind", roleKind, "name", role))
                .with("subjects", subjects.isEmpty() ? null : subjects);
    }

    static final class OfNamespace extends CreateOne {
        @Override
        public Spec spec() {
            return spec("rolebinding", "NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]"
                    + " [--dry-run=server|client|none]", "Create a role binding for a particular role or cluster role", FLAGS)
                    .examples("# Give a service account a role", "kubectl create rolebinding readers --role=pod-reader --serviceaccount=default:robot",
                            "# Give a person a cluster role in this namespace", "kubectl create rolebinding admins --clusterrole=admin --user=jane");
        }

        @Override
        String resource() {
            return "rolebindings." + RBAC;
        }

        @Override
        String failed() {
            return "failed to create rolebinding: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            String ofCluster = call.flags().text("clusterrole");
            String own = call.flags().text("role");
            if (ofCluster.isEmpty() == own.isEmpty()) {
                throw CommandFailure.error("exactly one of clusterrole or role must be specified");
            }
            return binding(call, "RoleBinding", name, own.isEmpty() ? "ClusterRole" : "Role", own + ofCluster);
        }
    }

    static final class OfCluster extends CreateOne {
        @Override
        public Spec spec() {
            return spec("clusterrolebinding", "NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname]"
                    + " [--dry-run=server|client|none]", "Create a cluster role binding for a particular cluster role", FLAGS[0], FLAGS[1], FLAGS[2], FLAGS[3])
                    .examples("# Give a person a cluster role everywhere", "kubectl create clusterrolebinding jane-admin --clusterrole=cluster-admin --user=jane");
        }

        @Override
        List<String> mandatory() {
            return List.of("clusterrole");
        }

        @Override
        String resource() {
            return "clusterrolebindings." + RBAC;
        }

        @Override
        String failed() {
            return "failed to create clusterrolebinding: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            return binding(call, "ClusterRoleBinding", name, "ClusterRole", call.flags().text("clusterrole"));
        }
    }
}
