package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** The {@code kubectl create} commands that need no more than a few lines each. */
final class CreateSimple {
    private CreateSimple() {}

    /** {@code a=1,b=2} as an object. */
    private static Json pairs(String text) throws CommandFailure {
        Json pairs = Json.EMPTY;
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] halves = pair.split("=", 2);
            if (halves.length != 2) {
                throw CommandFailure.error("invalid argument syntax " + pair + ", expected <name>=<value>");
            }
            pairs = pairs.with(halves[0], halves[1]);
        }
        return pairs;
    }

    static final class Namespace extends CreateOne {
        @Override
        public Spec spec() {
            return spec("namespace", "NAME [--dry-run=server|client|none]", "Create a namespace with the specified name")
                    .examples("# Create a namespace", "kubectl create namespace team-a");
        }

        @Override
        public List<String> aliases() {
            return List.of("ns");
        }

        @Override
        String resource() {
            return "namespaces";
        }

        @Override
        String failed() {
            return "";
        }

        @Override
        Json build(Call call, String name) {
            return KubeObject.of("v1", "Namespace", "", name).tree().with("spec", Json.EMPTY).with("status", Json.EMPTY);
        }
    }

    static final class ServiceAccount extends CreateOne {
        @Override
        public Spec spec() {
            return spec("serviceaccount", "NAME [--dry-run=server|client|none]", "Create a service account with the specified name")
                    .examples("# Create a service account", "kubectl create serviceaccount builder");
        }

        @Override
        public List<String> aliases() {
            return List.of("sa");
        }

        @Override
        String resource() {
            return "serviceaccounts";
        }

        @Override
        String failed() {
            return "failed to create serviceaccount: ";
        }

        @Override
        Json build(Call call, String name) {
            return KubeObject.of("v1", "ServiceAccount", "", name).tree();
        }
    }

    static final class Quota extends CreateOne {
        @Override
        public Spec spec() {
            return spec("quota", "NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2]", "Create a quota with the specified name",
                    Flag.text("hard", "", "", "A comma-delimited set of resource=quantity pairs that define a hard limit."),
                    Flag.text("scopes", "", "", "A comma-delimited set of quota scopes that must all match each object tracked by the quota."))
                    .examples("# Create a quota", "kubectl create quota small --hard=pods=5,cpu=2");
        }

        @Override
        public List<String> aliases() {
            return List.of("resourcequota");
        }

        @Override
        String resource() {
            return "resourcequotas";
        }

        @Override
        String failed() {
            return "failed to create quota: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            Json hard = pairs(call.flags().text("hard"));
            List<String> scopes = call.flags().filled("scopes").map(text -> List.of(text.split(","))).orElse(List.of());
            Json spec = Json.of("hard", hard.isEmpty() ? null : hard, "scopes", scopes.isEmpty() ? null : scopes);
            return KubeObject.of("v1", "ResourceQuota", "", name).tree().with("spec", spec).with("status", Json.EMPTY);
        }
    }

    static final class DisruptionBudget extends CreateOne {
        @Override
        public Spec spec() {
            return spec("poddisruptionbudget", "NAME --selector=SELECTOR --min-available=N", "Create a pod disruption budget with the specified name",
                    Flag.text("selector", "", "", "A label selector to use for this budget. Only equality-based selector requirements are supported."),
                    Flag.text("min-available", "", "", "The minimum number or percentage of available pods this budget requires."),
                    Flag.text("max-unavailable", "", "", "The maximum number or percentage of unavailable pods this budget requires."))
                    .examples("# Keep at least one pod of app=web", "kubectl create pdb web --selector=app=web --min-available=1");
        }

        @Override
        public List<String> aliases() {
            return List.of("pdb");
        }

        @Override
        String resource() {
            return "poddisruptionbudgets.policy";
        }

        @Override
        String failed() {
            return "failed to create poddisruptionbudgets: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            String selector = call.flags().text("selector");
            String least = call.flags().text("min-available");
            String most = call.flags().text("max-unavailable");
            if (selector.isEmpty()) {
                throw CommandFailure.error("a selector must be specified");
            }
            if (least.isEmpty() && most.isEmpty()) {
                throw CommandFailure.error("one of min-available or max-unavailable must be specified");
            }
            if (!least.isEmpty() && !most.isEmpty()) {
                throw CommandFailure.error("min-available and max-unavailable cannot be both specified");
            }
            return KubeObject.of("policy/v1", "PodDisruptionBudget", "", name).tree()
                    .with("spec", Json.of("selector", Json.of("matchLabels", pairs(selector)), "minAvailable", count(least), "maxUnavailable", count(most)))
                    .with("status", Json.of("currentHealthy", 0, "desiredHealthy", 0, "disruptionsAllowed", 0, "expectedPods", 0));
        }

        private static Object count(String text) {
            if (text.isEmpty()) {
                return null;
            }
            return text.matches("\\d{1,9}") ? (Object) Long.valueOf(text) : text;
        }
    }

    static final class PriorityClass extends CreateOne {
        @Override
        public Spec spec() {
            return spec("priorityclass", "NAME --value=VALUE --global-default=BOOL", "Create a priority class with the specified name",
                    Flag.number("value", "", Flag.Type.INT32, 0, "the value of this priority class."),
                    Flag.bool("global-default", "", false, "whether this PriorityClass should be considered as the default priority."),
                    Flag.text("description", "", "", "description is an arbitrary string that usually provides guidelines on when this priority class should be used."),
                    Flag.text("preemption-policy", "", "PreemptLowerPriority", "the policy for preempting pods with lower priority."))
                    .examples("# Create a priority class", "kubectl create priorityclass high --value=1000");
        }

        @Override
        public List<String> aliases() {
            return List.of("pc");
        }

        @Override
        String resource() {
            return "priorityclasses.scheduling.k8s.io";
        }

        @Override
        String failed() {
            return "failed to create priorityclass: ";
        }

        @Override
        Json build(Call call, String name) {
            return KubeObject.of("scheduling.k8s.io/v1", "PriorityClass", "", name).tree()
                    .with("value", call.flags().number("value"))
                    .with("globalDefault", call.flags().is("global-default") ? true : null)
                    .with("description", call.flags().filled("description").orElse(null))
                    .with("preemptionPolicy", call.flags().text("preemption-policy"));
        }
    }
}
