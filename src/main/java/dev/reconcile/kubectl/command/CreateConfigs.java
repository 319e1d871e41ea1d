package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.FileNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** {@code kubectl create configmap}, {@code secret generic} and {@code secret tls}: data from literals and files. */
final class CreateConfigs {
    private static final Flag[] SOURCES = {
        Flag.repeated("from-literal", "", "Specify a key and literal value to insert (i.e. mykey=somevalue)"),
        Flag.list("from-file", "", "Key file can be specified using its file path, or with a key in front: key=path. A directory stands for its files."),
        Flag.list("from-env-file", "", "Specify the path to a file to read lines of key=val pairs."),
        Flag.text("type", "", "", "The type of secret to create"),
    };

    private static final String PEM = "-----BEGIN ";

    private CreateConfigs() {}

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Each value as a secret holds it. */
    static Json encoded(Json plain) {
        Json data = Json.EMPTY;
        for (String key : plain.names()) {
            data = data.with(key, base64(plain.text(key)));
        }
        return data;
    }

    static Json data(Call call) throws CommandFailure {
        Json data = Json.EMPTY;
        for (String literal : given(call, "from-literal")) {
            int equals = literal.indexOf('=');
            if (equals <= 0) {
                throw CommandFailure.error("invalid literal source " + literal + ", expected key=value");
            }
            String value = literal.substring(equals + 1);
            boolean quoted = value.length() > 1 && value.matches("(?s)\".*\"|'.*'");
            data = added(data, literal.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
        }
        for (String file : call.flags().list("from-file")) {
            data = file(call, data, file);
        }
        for (String file : given(call, "from-env-file")) {
            for (String line : content(call, file).split("\n")) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    data = added(data, line.substring(0, equals).strip(), line.substring(equals + 1).stripTrailing());
                }
            }
        }
        return data;
    }

    private static List<String> given(Call call, String flag) {
        return call.flags().knows(flag) ? call.flags().list(flag) : List.of();
    }

    private static Json file(Call call, Json data, String source) throws CommandFailure {
        int equals = source.indexOf('=');
        String path = source.substring(equals + 1);
        if (call.invocation().files().at(call.invocation().path(path)).orElse(null) instanceof FileNode.Directory directory) {
            Json all = data;
            for (String name : directory.entries().keySet()) {
                if (directory.entries().get(name) instanceof FileNode.TextFile file) {
                    all = added(all, name, file.content());
                }
            }
            return all;
        }
        String key = equals > 0 ? source.substring(0, equals) : path.substring(path.lastIndexOf('/') + 1);
        return added(data, key, content(call, path));
    }

    private static String content(Call call, String path) throws CommandFailure {
        return call.invocation().files().content(call.invocation().path(path))
                .orElseThrow(() -> CommandFailure.error("error reading " + path + ": no such file or directory"));
    }

    private static Json added(Json data, String key, String value) throws CommandFailure {
        if (data.has(key)) {
            throw CommandFailure.error("cannot add key \"" + key + "\", another key by that name already exists in Data for ConfigMap");
        }
        return data.with(key, value);
    }

    /** {@code kubectl/pkg/cmd/create/create_configmap.go}. */
    static final class ConfigMap extends CreateOne {
        @Override
        public Spec spec() {
            return spec("configmap", "NAME [--from-file=[key=]source] [--from-literal=key1=value1]", "Create a config map from a local file, directory or literal value",
                    SOURCES[0], SOURCES[1], SOURCES[2], appendHash("configmap"))
                    .examples("# Create a config map with two keys", "kubectl create configmap conf --from-literal=a=1 --from-literal=b=2");
        }

        @Override
        public List<String> aliases() {
            return List.of("cm");
        }

        @Override
        String resource() {
            return "configmaps";
        }

        @Override
        String failed() {
            return "failed to create configmap: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            Json data = data(call);
            return KubeObject.of("v1", "ConfigMap", "", name).tree().with("data", data.isEmpty() ? null : data);
        }
    }

    /** The kinds of secrets that can be made from flags. */
    static final class Group implements Command {
        private final List<Command> below = List.of(new CreateDockerSecret(), new Secret(), new Certificate());

        @Override
        public Spec spec() {
            return Spec.of("create secret", "(docker-registry | generic | tls)", "Create a secret using a specified subcommand");
        }

        @Override
        public List<Command> below() {
            return below;
        }

        @Override
        public boolean isGroup() {
            return true;
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            throw call.usage("a type of secret is required");
        }
    }

    /** {@code kubectl/pkg/cmd/create/create_secret.go}. */
    static final class Secret extends CreateOne {
        @Override
        public Spec spec() {
            return spec("secret generic", "NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1]",
                    "Create a secret from a local file, directory, or literal value", SOURCES).flags(appendHash("secret"))
                    .examples("# Create a secret with one key", "kubectl create secret generic db --from-literal=password=secret");
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
            Json data = encoded(data(call));
            return KubeObject.of("v1", "Secret", "", name).tree()
                    .with("data", data.isEmpty() ? null : data)
                    .with("type", call.flags().filled("type").orElse(null));
        }
    }

    /** {@code kubectl/pkg/cmd/create/create_secret_tls.go}; the files are taken for what they say they are. */
    static final class Certificate extends CreateOne {
        @Override
        public Spec spec() {
            return spec("secret tls", "NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]", "Create a TLS secret",
                    Flag.text("cert", "", "", "Path to PEM encoded public key certificate."),
                    Flag.text("key", "", "", "Path to private key associated with given certificate."),
                    appendHash("secret"))
                    .examples("# Create a secret with a certificate and its key", "kubectl create secret tls web --cert=web.crt --key=web.key");
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
            if (call.flags().text("key").isEmpty() || call.flags().text("cert").isEmpty()) {
                throw CommandFailure.error("key and cert must be specified");
            }
            String certificate = pem(call, "cert");
            String key = pem(call, "key");
            refuse(!certificate.contains(PEM), "failed to find any PEM data in certificate input");
            refuse(!certificate.contains(PEM + "CERTIFICATE"),
                    "failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched");
            refuse(!key.contains(PEM), "failed to find any PEM data in key input");
            refuse(!key.contains("PRIVATE KEY-----"), "found a certificate rather than a key in the PEM for the private key");
            return KubeObject.of("v1", "Secret", "", name).tree()
                    .with("data", Json.of("tls.crt", base64(certificate), "tls.key", base64(key)))
                    .with("type", "kubernetes.io/tls");
        }

        private static void refuse(boolean wrong, String why) throws CommandFailure {
            if (wrong) {
                throw CommandFailure.error("tls: " + why);
            }
        }

        private static String pem(Call call, String flag) throws CommandFailure {
            String path = call.flags().text(flag);
            return call.invocation().files().content(call.invocation().path(path))
                    .orElseThrow(() -> CommandFailure.error("Cannot read file " + path + ", open " + path + ": no such file or directory"));
        }
    }
}
