package dev.reconcile.kubectl.kustomize;

import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.kustomize.Kustomization.Content;
import dev.reconcile.kubectl.kustomize.Kustomization.Named;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code configMapGenerator} and {@code secretGenerator}. */
final class Generators {
    private final Json spec;
    private final Content content;

    Generators(Json spec, Content content) {
        this.spec = spec;
        this.content = content;
    }

    List<Named> all() throws CommandFailure {
        List<Named> objects = new ArrayList<>();
        for (Json generator : spec.objects("configMapGenerator")) {
            objects.add(named(generator, object("ConfigMap", generator, data(generator))));
        }
        for (Json generator : spec.objects("secretGenerator")) {
            Json data = Json.EMPTY;
            Json plain = data(generator);
            for (String name : plain.names()) {
                data = data.with(name, Base64.getEncoder().encodeToString(plain.text(name).getBytes(StandardCharsets.UTF_8)));
            }
            String type = generator.has("type") ? generator.text("type") : "Opaque";
            objects.add(named(generator, object("Secret", generator, data).with("type", type)));
        }
        return objects;
    }

    private Named named(Json generator, Json object) {
        boolean plain = generator.isTrue("options", "disableNameSuffixHash") || spec.isTrue("generatorOptions", "disableNameSuffixHash");
        return new Named(object, object.textOrEmpty("metadata", "name"), !plain);
    }

    private Json object(String kind, Json generator, Json data) throws CommandFailure {
        String name = generator.textOrEmpty("name");
        if (name.isEmpty()) {
            throw CommandFailure.error("a " + kind + " generator needs a name");
        }
        Json object = KubeObject.of("v1", kind, generator.textOrEmpty("namespace"), name).tree().with("data", data.isEmpty() ? null : data);
        for (String field : List.of("labels", "annotations")) {
            for (Json options : List.of(spec.object("generatorOptions"), generator.object("options"))) {
                for (String key : options.object(field).names()) {
                    object = object.withAt(options.text(field, key), "metadata", field, key);
                }
            }
        }
        return object;
    }

    private Json data(Json generator) throws CommandFailure {
        Json data = Json.EMPTY;
        for (String literal : generator.texts("literals")) {
            int equals = literal.indexOf('=');
            if (equals <= 0) {
                throw CommandFailure.error("invalid literal source " + literal + ", expected key=value");
            }
            String value = literal.substring(equals + 1);
            boolean quoted = value.length() > 1 && value.matches("(?s)\".*\"|'.*'");
            data = data.with(literal.substring(0, equals), quoted ? value.substring(1, value.length() - 1) : value);
        }
        for (String file : generator.texts("files")) {
            int equals = file.indexOf('=');
            String path = file.substring(equals + 1);
            data = data.with(equals > 0 ? file.substring(0, equals) : path.substring(path.lastIndexOf('/') + 1), content.of(path));
        }
        List<String> lists = new ArrayList<>(generator.texts("envs"));
        if (generator.has("env")) {
            lists.add(generator.text("env"));
        }
        for (String list : lists) {
            for (String line : content.of(list).lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList()) {
                int equals = line.indexOf('=');
                data = data.with(equals < 0 ? line : line.substring(0, equals), equals < 0 ? "" : line.substring(equals + 1));
            }
        }
        return data;
    }
}
