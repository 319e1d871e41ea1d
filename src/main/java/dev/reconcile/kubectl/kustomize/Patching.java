package dev.reconcile.kubectl.kustomize;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Patches;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.kustomize.Kustomization.Content;
import dev.reconcile.kubectl.kustomize.Kustomization.Named;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Yaml;
import java.util.List;
import java.util.Optional;

/** {@code patches}, {@code patchesStrategicMerge} and {@code patchesJson6902}. */
final class Patching {
    private final Json spec;
    private final Kinds kinds;
    private final Content content;

    Patching(Json spec, Kinds kinds, Content content) {
        this.spec = spec;
        this.kinds = kinds;
        this.content = content;
    }

    void apply(List<Named> objects) throws CommandFailure {
        for (Object each : spec.list("patchesStrategicMerge")) {
            String text = each instanceof Json inline ? Yaml.print(inline) : each.toString();
            boolean inline = text.contains("\n");
            apply(objects, inline ? text : content.of(text), Optional.empty());
        }
        for (String field : List.of("patchesJson6902", "patches")) {
            for (Json patch : spec.objects(field)) {
                String text = patch.has("path") ? content.of(patch.text("path")) : patch.textOrEmpty("patch");
                apply(objects, text, patch.has("target") ? Optional.of(patch.object("target")) : Optional.empty());
            }
        }
    }

    private void apply(List<Named> objects, String text, Optional<Json> target) throws CommandFailure {
        try {
            for (Yaml.Part part : Yaml.split(text)) {
                Object document = Yaml.patch(part.text()).value();
                if (document instanceof Json json) {
                    merge(objects, json, target);
                } else if (document instanceof List<?>) {
                    Json whom = target.orElseThrow(() -> CommandFailure.error("must specify a target for JSON patch " + text.strip()));
                    change(objects, whom, new Patch(Patch.Type.JSON, document));
                }
            }
        } catch (Yaml.Malformed e) {
            throw CommandFailure.error("unable to parse SM or JSON patch from [" + text.strip() + "]: " + e.getMessage());
        }
    }

    private void merge(List<Named> objects, Json patch, Optional<Json> target) throws CommandFailure {
        KubeObject named = new KubeObject(patch);
        Json whom = target.orElse(Json.of("kind", named.kind(), "name", named.name()));
        // With a target, the patch's own kind and name only have to be there.
        Json change = patch.without("kind").without("apiVersion").withAt(null, "metadata", "name");
        boolean deletes = "delete".equals(patch.text("$patch"));
        if (deletes) {
            objects.removeIf(object -> isMeant(object, whom));
            return;
        }
        change(objects, whom, new Patch(Patch.Type.STRATEGIC, change));
    }

    private void change(List<Named> objects, Json target, Patch patch) throws CommandFailure {
        boolean found = false;
        for (int i = 0; i < objects.size(); i++) {
            Named object = objects.get(i);
            if (!isMeant(object, target)) {
                continue;
            }
            found = true;
            Kind kind = kinds.of(object.toObject().apiVersion(), object.toObject().kind())
                    .orElseThrow(() -> CommandFailure.error("no matches for kind \"" + object.toObject().kind() + "\""));
            switch (Patches.apply(kind, object.toObject(), patch)) {
                case Patches.Patched.Good good -> objects.set(i, object.with(good.object()));
                case Patches.Patched.Bad bad -> throw CommandFailure.error(bad.status().message());
            }
        }
        if (!found && !target.textOrEmpty("name").isEmpty()) {
            throw CommandFailure.error("no resource matches strategic merge patch \"%s.[noVer].[noGrp]/%s.[noNs]\": no matches for Id %s.[noVer].[noGrp]/%s.[noNs]; failed to find unique target for patch %s.[noVer].[noGrp]/%s.[noNs]"
                    .replace("%s.[noVer].[noGrp]/%s", target.textOrEmpty("kind") + ".[noVer].[noGrp]/" + target.textOrEmpty("name")));
        }
    }

    private static boolean isMeant(Named object, Json target) {
        KubeObject kube = object.toObject();
        for (String[] pair : new String[][] {{"kind", kube.kind()}, {"name", object.original()}, {"namespace", kube.namespace()}}) {
            String wanted = target.textOrEmpty(pair[0]);
            if (!wanted.isEmpty() && !pair[1].matches(wanted)) {
                return false;
            }
        }
        try {
            return !target.has("labelSelector") || LabelSelector.parse(target.text("labelSelector")).matches(kube);
        } catch (LabelSelector.Malformed e) {
            return false;
        }
    }
}
