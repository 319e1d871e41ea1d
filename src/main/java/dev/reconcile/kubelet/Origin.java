package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Environment;
import java.util.List;

/**
 * What a container was created from; it does not change.
 *
 * @param spec the container as the pod's specification has it
 * @param attempt 0 for the first, then the number of restarts
 * @param imageName {@code docker.io/library/nginx:1.20}
 * @param imageId {@code docker.io/library/nginx@sha256:…}
 * @param id 64 hexadecimal digits
 * @param startAt when its process begins, in milliseconds since the epoch
 */
record Origin(
        Json spec,
        int attempt,
        Image image,
        String imageName,
        String imageId,
        String id,
        List<String> command,
        Environment environment,
        long startAt) {

    String name() {
        return spec.textOrEmpty("name");
    }

    Origin with(Json otherSpec) {
        return new Origin(otherSpec, attempt, image, imageName, imageId, id, command, environment, startAt);
    }

    /** Nothing can be written but in volumes. */
    boolean readOnlyRoot() {
        return spec.isTrue("securityContext", "readOnlyRootFilesystem");
    }

    /** Without what the specification and the image tell. */
    Json save() {
        return Json.of("spec", spec, "attempt", attempt, "image", image.key(), "imageName", imageName, "imageId", imageId, "id", id,
                "command", command, "environment", environment.save(), "startAt", startAt);
    }

    static Origin restore(Json saved, Images images) {
        return new Origin(saved.object("spec"), (int) saved.number(0, "attempt"), images.byKey(saved.text("image")), saved.text("imageName"),
                saved.text("imageId"), saved.text("id"), saved.texts("command"), Environment.restore(saved.object("environment")),
                saved.number(0, "startAt"));
    }
}
