package dev.reconcile.cluster;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a standard cluster has in kube-system before anybody comes, read from data once for all clusters. */
final class SystemObjects {
    private static final String RESOURCE = "/kube-system.yaml";

    /** In the order of creation. */
    static final List<KubeObject> ALL = read();

    private SystemObjects() {}

    /** The pods that stand as files on the node, as they are shown in the API. */
    static List<KubeObject> mirrored(String node) {
        return ALL.stream().filter(object -> object.annotation("kubernetes.io/config.mirror").isPresent() && node.equals(object.spec().text("nodeName"))).toList();
    }

    private static List<KubeObject> read() {
        try (InputStream stream = SystemObjects.class.getResourceAsStream(RESOURCE)) {
            List<KubeObject> objects = new ArrayList<>();
            for (Yaml.Part part : Yaml.split(new String(stream.readAllBytes(), StandardCharsets.UTF_8))) {
                objects.add(new KubeObject(Yaml.parse(part.text()).object()));
            }
            return List.copyOf(objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Yaml.Malformed e) {
            throw new IllegalStateException(RESOURCE + ": " + e.getMessage(), e);
        }
    }
}
