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
            sheet.line(1, "Name:\t%s", quota.name()).line(1, "Resource\tUsed\tHard").line(1, "--------\t---\t---");
            amounts(sheet, 1, quota);
        }
        sheet.add(0, around.list("limitranges", object.name()).isEmpty() ? "\nNo LimitRange resource.\n" : "\nResource Limits\n");
    }

    static void quota(Sheet sheet, KubeObject object) {
        Describers.head(sheet, object);
        sheet.line(0, "Resource\tUsed\tHard").line(0, "--------\t----\t----");
        amounts(sheet, 0, object);
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
