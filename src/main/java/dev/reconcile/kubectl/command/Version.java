package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubernetesVersion;
import dev.reconcile.model.Yaml;

/** {@code kubectl version}. */
final class Version implements Command {
    private static final String VERSION = KubernetesVersion.GIT;
    private static final String KUSTOMIZE = "v5.7.1";

    @Override
    public Spec spec() {
        return Spec.of("version", "[flags]", "Print the client and server version information")
                .examples("# Print both versions", "kubectl version", "# Print the client's version only", "kubectl version --client")
                .flags(Flag.bool("client", "", false, "If true, shows client version only (no server required)."),
                        Flag.text("output", "o", "", "One of 'yaml' or 'json'."));
    }

    static Json server() {
        return Json.of("major", "1", "minor", "34", "gitVersion", VERSION, "platform", "linux/amd64");
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        boolean clientOnly = call.flags().is("client");
        Json versions = Json.of("clientVersion", server(), "kustomizeVersion", KUSTOMIZE, "serverVersion", clientOnly ? null : server());
        switch (call.flags().text("output")) {
            case "" -> {
                call.out().line("Client Version: " + VERSION);
                call.out().line("Kustomize Version: " + KUSTOMIZE);
                if (!clientOnly) {
                    call.out().line("Server Version: " + VERSION);
                }
            }
            case "yaml" -> call.out().write(Yaml.print(versions));
            case "json" -> call.out().line(JsonText.indented(versions));
            default -> throw CommandFailure.error("--output must be 'yaml' or 'json'");
        }
        return Step.OK;
    }
}
