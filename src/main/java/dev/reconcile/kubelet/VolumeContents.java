package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a volume made from the API holds: a ConfigMap, a Secret, the pod's own fields, or several of them projected into one ({@code pkg/volume/configmap},
 * {@code secret}, {@code downwardapi}, {@code projected}).
 *
 * @param made what makes the text, by path within the volume
 * @param problem why it cannot be made; empty if it can
 */
record VolumeContents(SortedMap<String, Supplier<String>> made, String problem) {
    private static final List<String> KINDS = List.of("configMap", "secret", "downwardAPI", "projected");

    /** Whether a volume of the pod's specification is of this kind. */
    static boolean isMeant(Json volume) {
        return KINDS.stream().anyMatch(volume::has);
    }

    /** Whether it holds an account's token, as a volume of nearly every pod does; what is projected with it does not change. */
    static boolean isAccess(Json volume) {
        return volume.object("projected").objects("sources").stream().anyMatch(source -> source.has("serviceAccountToken"));
    }

    /** @param since since when the volume is mounted: tokens are issued then */
    static VolumeContents of(KubeObject pod, Json volume, View view, String podIp, long since) {
        Sources sources = new Sources(pod.namespace(), view);
        DownwardApi downward = new DownwardApi(pod, podIp, view.get("nodes", "", pod.spec().textOrEmpty("nodeName")));
        SortedMap<String, Supplier<String>> files = new TreeMap<>();
        for (Json source : parts(volume)) {
            add(source, files, sources, downward, pod, view, since);
        }
        return new VolumeContents(files, sources.problem());
    }

    /** Text by path within the volume. */
    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        made.forEach((path, text) -> files.put(path, text.get()));
        return files;
    }

    private static List<Json> parts(Json volume) {
        return volume.has("projected") ? volume.object("projected").objects("sources") : List.of(volume);
    }

    private static void add(Json source, Map<String, Supplier<String>> files, Sources sources, DownwardApi downward, KubeObject pod, View view, long since) {
        if (source.has("configMap")) {
            pick(source.object("configMap"), source.textOrEmpty("configMap", "name"), Sources.Kind.CONFIG_MAP, "config", files, sources);
        } else if (source.has("secret")) {
            Json secret = source.object("secret");
            String name = secret.has("secretName") ? secret.textOrEmpty("secretName") : secret.textOrEmpty("name");
            pick(secret, name, Sources.Kind.SECRET, "secret", files, sources);
        } else if (source.has("downwardAPI")) {
            for (Json item : source.object("downwardAPI").objects("items")) {
                String text = item.has("fieldRef") ? downward.field(item.textOrEmpty("fieldRef", "fieldPath"))
                        : downward.resource(item.object("resourceFieldRef"), Json.EMPTY);
                files.put(item.textOrEmpty("path"), () -> text);
            }
        } else if (source.has("serviceAccountToken")) {
            Json token = source.object("serviceAccountToken");
            files.put(token.textOrEmpty("path"), () -> AccountToken.of(pod, token, view, since));
        }
    }

    private static void pick(Json reference, String name, Sources.Kind kind, String word, Map<String, Supplier<String>> files, Sources sources) {
        boolean optional = reference.isTrue("optional");
        Optional<Map<String, String>> data = sources.all(kind, name, optional);
        if (reference.objects("items").isEmpty()) {
            data.ifPresent(all -> all.forEach((key, text) -> files.put(key, () -> text)));
            return;
        }
        for (Json item : reference.objects("items")) {
            String key = item.textOrEmpty("key");
            if (data.isPresent() && data.get().containsKey(key)) {
                String text = data.get().get(key);
                files.put(item.textOrEmpty("path"), () -> text);
            } else if (data.isPresent() && !optional) {
                sources.fail("references non-existent " + word + " key: " + key);
            }
        }
    }

    /** Changes whenever the contents may have changed; cheap to make. */
    static String signature(KubeObject pod, Json volume, View view) {
        StringBuilder signature = new StringBuilder();
        for (Json source : parts(volume)) {
            if (source.has("downwardAPI")) {
                signature.append(Integer.toHexString(pod.metadata().object("labels").hashCode())).append('/')
                        .append(Integer.toHexString(pod.metadata().object("annotations").hashCode())).append(' ');
            }
            named(source).ifPresent(name -> signature.append(view.get(source.has("configMap") ? "configmaps" : "secrets", pod.namespace(), name)
                    .map(object -> Long.toString(object.revision())).orElse("-")).append(' '));
        }
        return signature.toString();
    }

    private static Optional<String> named(Json source) {
        return Optional.ofNullable(source.has("configMap") ? source.text("configMap", "name")
                : source.has("secret", "secretName") ? source.text("secret", "secretName") : source.text("secret", "name"));
    }

    /** Whether such a volume shows that ConfigMap or Secret. */
    static boolean shows(Json volume, String resource, String name) {
        return parts(volume).stream().anyMatch(source -> source.has(resource.equals("secrets") ? "secret" : "configMap")
                && named(source).filter(name::equals).isPresent());
    }
}
