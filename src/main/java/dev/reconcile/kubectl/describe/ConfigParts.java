package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;

/** Descriptions of config maps, secrets, namespaces, quotas, service accounts and disruption budgets. */
final class ConfigParts {
    private ConfigParts() {}

    static void configMap(Sheet sheet, KubeObject object) {
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.add(0, "\nData\n====\n");
        object.tree().object("data").forEach((key, value) -> sheet.line(0, "%s:\n----\n%s\n", key, value));
        sheet.add(0, "\nBinaryData\n====\n");
        object.tree().object("binaryData").forEach((key, value) -> sheet.line(0, "%s: %d bytes", key, bytes(value)));
        sheet.add(0, "\n");
    }

    /** How many bytes the base64 text stands for. */
    private static int bytes(Object base64) {
        return Base64.getMimeDecoder().decode(base64.toString()).length;
    }

    static void secret(Sheet sheet, KubeObject object) {
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.line(0, "\nType:\t%s", object.tree().textOrEmpty("type"));
        sheet.add(0, "\nData\n====\n");
        object.tree().object("data").forEach((key, value) -> sheet.line(0, "%s:\t%d bytes", key, bytes(value)));
    }

    static void namespace(Sheet sheet, KubeObject object, Surroundings around) {
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.line(0, "Status:\t%s", object.status().textOrEmpty("phase"));
        List<KubeObject> quotas = around.list("resourcequotas", object.name());
        sheet.add(0, quotas.isEmpty() ? "\nNo resource quota.\n" : "\nResource Quotas\n");
        for (KubeObject quota : quotas) {
            sheet.line(1, "Name:\t%s", quota.name());
            scopes(sheet, "  ", quota.spec().texts("scopes").stream().sorted().toList());
            sheet.line(1, "Resource\tUsed\tHard").line(1, "--------\t---\t---");
            amounts(sheet, 1, quota);
        }
        List<KubeObject> ranges = around.list("limitranges", object.name());
        if (ranges.isEmpty()) {
            sheet.add(0, "\nNo LimitRange resource.\n");
            return;
        }
        sheet.add(0, "\nResource Limits\n");
        limitColumns(sheet, " ");
        ranges.forEach(range -> limits(sheet, range, " "));
    }

    static void limitRange(Sheet sheet, KubeObject object) {
        Describers.head(sheet, object);
        limitColumns(sheet, "");
        limits(sheet, object, "");
    }

    private static void limitColumns(Sheet sheet, String indent) {
        sheet.line(0, indent + "Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio")
                .line(0, indent + "----\t--------\t---\t---\t---------------\t-------------\t-----------------------");
    }

    /** Resources by name; upstream's order is that of a Go map. */
    private static void limits(Sheet sheet, KubeObject range, String indent) {
        List<String> columns = List.of("min", "max", "defaultRequest", "default", "maxLimitRequestRatio");
        for (Json limit : range.spec().objects("limits")) {
            TreeSet<String> resources = new TreeSet<>();
            columns.forEach(column -> resources.addAll(limit.object(column).names()));
            for (String resource : resources) {
                List<String> values = columns.stream().map(column -> limit.has(column, resource) ? limit.at(column, resource).toString() : "-").toList();
                sheet.line(0, "%s%s\t%s\t%s", indent, limit.textOrEmpty("type"), resource, String.join("\t", values));
            }
        }
    }

    static void quota(Sheet sheet, KubeObject object) {
        Describers.head(sheet, object);
        scopes(sheet, "", object.spec().texts("scopes").stream().sorted().toList());
        sheet.line(0, "Resource\tUsed\tHard").line(0, "--------\t----\t----");
        amounts(sheet, 0, object);
    }

    private static void scopes(Sheet sheet, String indent, List<String> scopes) {
        if (scopes.isEmpty()) {
            return;
        }
        sheet.line(0, "%sScopes:\t%s", indent, String.join(", ", scopes));
        for (String scope : scopes) {
            String help = switch (scope) {
                case "Terminating" -> "Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively "
                        + "terminated by the system.";
                case "NotTerminating" -> "Matches all pods that do not have an active deadline. These pods usually include long running pods whose container "
                        + "command is not expected to terminate.";
                case "BestEffort" -> "Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.";
                case "NotBestEffort" -> "Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality "
                        + "of service.";
                default -> "";
            };
            if (!help.isEmpty()) {
                sheet.line(0, "%s* %s", indent.isEmpty() ? " " : indent, help);
            }
        }
    }

    private static void amounts(Sheet sheet, int level, KubeObject quota) {
        Json hard = quota.status().object("hard");
        for (String name : new TreeSet<>(hard.names())) {
            Object used = quota.status().at("used", name);
            sheet.line(level, "%s\t%s\t%s", name, used == null ? "0" : used, hard.get(name));
        }
    }

    static void serviceAccount(Sheet sheet, KubeObject object) {
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        for (String[] list : new String[][] {{"Image pull secrets", "imagePullSecrets"}, {"Mountable secrets", "secrets"}}) {
            String names = String.join("\n\t", object.tree().objects(list[1]).stream().map(reference -> reference.textOrEmpty("name")).toList());
            sheet.line(0, "%s:\t%s", list[0], names.isEmpty() ? "<none>" : names);
        }
        sheet.line(0, "Tokens:\t<none>");
    }

    static void disruptionBudget(Sheet sheet, KubeObject object) {
        Json spec = object.spec();
        Json status = object.status();
        Describers.head(sheet, object);
        boolean least = spec.has("minAvailable");
        sheet.line(0, "%s:\t%s", least ? "Min available" : "Max unavailable", spec.get(least ? "minAvailable" : "maxUnavailable"));
        sheet.line(0, "Selector:\t%s", spec.has("selector") ? Describers.selector(spec.object("selector")) : "<unset>");
        sheet.line(0, "Status:")
                .line(2, "Allowed disruptions:\t%d", status.number(0, "disruptionsAllowed"))
                .line(2, "Current:\t%d", status.number(0, "currentHealthy"))
                .line(2, "Desired:\t%d", status.number(0, "desiredHealthy"))
                .line(2, "Total:\t%d", status.number(0, "expectedPods"));
    }
}
