package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.CommonColumns.AGE;
import static dev.reconcile.api.kinds.CommonColumns.CREATED_AT;
import static dev.reconcile.api.kinds.CommonColumns.NAME;
import static dev.reconcile.api.kinds.CommonColumns.number;
import static dev.reconcile.api.kinds.CommonColumns.orUnset;
import static dev.reconcile.api.kinds.CommonColumns.text;
import static dev.reconcile.api.kinds.CommonColumns.wide;

import dev.reconcile.api.Column;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of configuration, limits and access ({@code printSecret} and its like). */
final class ObjectColumns {
    static final List<Column> CONFIG_MAP = List.of(
            NAME, text("Data", map -> (long) (map.tree().object("data").size() + map.tree().object("binaryData").size())), AGE);

    static final List<Column> SECRET = List.of(
            NAME, text("Type", secret -> secret.tree().textOrEmpty("type")), text("Data", secret -> (long) secret.tree().object("data").size()), AGE);

    static final List<Column> SERVICE_ACCOUNT = List.of(NAME, text("Secrets", account -> (long) account.tree().list("secrets").size()), AGE);

    static final List<Column> LIMIT_RANGE = List.of(NAME, CREATED_AT);
    static final List<Column> ROLE = List.of(NAME, CREATED_AT);

    static final List<Column> ROLE_BINDING = List.of(
            NAME,
            text("Role", binding -> binding.tree().textOrEmpty("roleRef", "kind") + "/" + binding.tree().textOrEmpty("roleRef", "name")),
            AGE,
            wide("Users", binding -> subjects(binding, "User")),
            wide("Groups", binding -> subjects(binding, "Group")),
            wide("ServiceAccounts", binding -> subjects(binding, "ServiceAccount")));

    static final List<Column> RESOURCE_QUOTA = List.of(
            NAME, text("Request", quota -> quotas(quota, false)), text("Limit", quota -> quotas(quota, true)), AGE);

    static final List<Column> PRIORITY_CLASS = List.of(
            NAME,
            number("Value", priority -> priority.tree().number(0, "value")),
            new Column("Global-Default", "boolean", 0, (priority, now) -> Boolean.toString(priority.tree().isTrue("globalDefault"))),
            AGE,
            text("PreemptionPolicy", priority -> orUnset(priority.tree().text("preemptionPolicy"))));

    static final List<Column> LEASE = List.of(NAME, text("Holder", lease -> lease.spec().textOrEmpty("holderIdentity")), AGE);

    static final List<Column> DISRUPTION_BUDGET = List.of(
            NAME,
            text("Min Available", budget -> orNotApplicable(budget.spec().get("minAvailable"))),
            text("Max Unavailable", budget -> orNotApplicable(budget.spec().get("maxUnavailable"))),
            number("Allowed Disruptions", budget -> budget.status().number(0, "disruptionsAllowed")),
            AGE);

    private ObjectColumns() {}

    private static String orNotApplicable(Object value) {
        return value == null ? "N/A" : value.toString();
    }

    private static String subjects(KubeObject binding, String kind) {
        return binding.tree().objects("subjects").stream()
                .filter(subject -> kind.equals(subject.text("kind")))
                .map(subject -> (kind.equals("ServiceAccount") ? subject.textOrEmpty("namespace") + "/" : "") + subject.textOrEmpty("name"))
                .collect(Collectors.joining(", "));
    }

    /** {@code cpu: 0/2, …}: used of allowed, limits apart from the rest. */
    private static String quotas(KubeObject quota, boolean limits) {
        Json hard = quota.status().object("hard");
        return hard.names().stream()
                .filter(name -> name.startsWith("limits.") == limits)
                .map(name -> name + ": " + amount(quota.status().at("used", name)) + "/" + amount(hard.get(name)))
                .collect(Collectors.joining(", "));
    }

    private static String amount(Object amount) {
        return amount == null ? "0" : amount.toString();
    }
}
