package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;

/** {@code kubectl create secret docker-registry} ({@code kubectl/pkg/cmd/create/create_secret_docker.go}). */
final class CreateDockerSecret extends CreateOne {
    private static final String KEY = ".dockerconfigjson";

    @Override
    public Spec spec() {
        return spec("secret docker-registry", "NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source]"
                        + " [--dry-run=server|client|none]", "Create a secret for use with a Docker registry",
                Flag.text("docker-username", "", "", "Username for Docker registry authentication"),
                Flag.text("docker-password", "", "", "Password for Docker registry authentication"),
                Flag.text("docker-email", "", "", "Email for Docker registry"),
                Flag.text("docker-server", "", "https://index.docker.io/v1/", "Server location for Docker registry"),
                Flag.list("from-file", "", "A file such as ~/.docker/config.json; the key has to be " + KEY),
                appendHash("secret"))
                .examples("# Let pods pull from a private registry", "kubectl create secret docker-registry registry --docker-server=registry.example.com"
                        + " --docker-username=jisu --docker-password=secret");
    }

    @Override
    String resource() {
        return "secrets";
    }

    @Override
    String failed() {
        return "failed to create secret ";
    }

    @Override
    Json build(Call call, String name) throws CommandFailure {
        boolean fromFile = !call.flags().list("from-file").isEmpty();
        String user = call.flags().text("docker-username");
        String password = call.flags().text("docker-password");
        String server = call.flags().text("docker-server");
        if (!fromFile && (user.isEmpty() || password.isEmpty() || server.isEmpty())) {
            throw CommandFailure.error("either --from-file or the combination of --docker-username, --docker-password and --docker-server is required");
        }
        Json data = fromFile ? CreateConfigs.encoded(CreateConfigs.data(call)) : Json.of(KEY, CreateConfigs.base64(config(call, server, user, password)));
        return KubeObject.of("v1", "Secret", "", name).tree().with("data", data).with("type", "kubernetes.io/dockerconfigjson");
    }

    /** In the order of Go's fields: the bytes are what others compare. */
    private static String config(Call call, String server, String user, String password) {
        String email = call.flags().text("docker-email");
        String entry = "{\"username\":" + quoted(user) + ",\"password\":" + quoted(password) + (email.isEmpty() ? "" : ",\"email\":" + quoted(email))
                + ",\"auth\":" + quoted(CreateConfigs.base64(user + ":" + password)) + "}";
        return "{\"auths\":{" + quoted(server) + ":" + entry + "}}";
    }

    private static String quoted(String text) {
        String object = JsonText.compact(Json.of("t", text));
        return object.substring("{\"t\":".length(), object.length() - 1).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
