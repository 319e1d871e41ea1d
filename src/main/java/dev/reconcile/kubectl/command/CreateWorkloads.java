package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl create deployment}, {@code job} and {@code cronjob}. */
final class CreateWorkloads {
    private CreateWorkloads() {}

    /** {@code kubectl/pkg/cmd/create/create_deployment.go}. */
    static final class Deployment extends CreateOne {
        @Override
        public Spec spec() {
            return spec("deployment", "NAME --image=image -- [COMMAND] [args...]", "Create a deployment with the specified name",
                    Flag.list("image", "", "Image names to run. A deployment can have multiple images set for multi-container pod."),
                    Flag.number("replicas", "r", Flag.Type.INT32, 1, "Number of replicas to create. Default is 1."),
                    Flag.number("port", "", Flag.Type.INT32, -1, "The containerPort that this deployment exposes."))
                    .examples("# Create a deployment named web that runs nginx", "kubectl create deployment web --image=nginx:1.20",
                            "# Create a deployment with a command", "kubectl create deployment clock --image=busybox -- sleep 1h",
                            "# Create a deployment with 3 replicas", "kubectl create deployment web --image=nginx:1.20 --replicas=3");
        }

        @Override
        public List<String> aliases() {
            return List.of("deploy");
        }

        @Override
        String resource() {
            return "deployments.apps";
        }

        @Override
        List<String> mandatory() {
            return List.of("image");
        }

        @Override
        String failed() {
            return "failed to create deployment: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            List<String> images = call.flags().list("image").stream().filter(image -> !image.isEmpty()).toList();
            if (images.size() > 1 && !call.after().isEmpty()) {
                throw CommandFailure.error("cannot specify multiple --image options and command");
            }
            List<Json> containers = new ArrayList<>();
            for (String image : images) {
                containers.add(Json.of("image", image, "name", containerName(image), "resources", Json.EMPTY,
                        "command", call.after().isEmpty() ? null : call.after()));
            }
            long port = call.flags().number("port");
            if (port >= 0 && !containers.isEmpty()) {
                containers.set(0, containers.getFirst().with("ports", List.of(Json.of("containerPort", port))));
            }
            Json labels = Json.of("app", name);
            return KubeObject.of("apps/v1", "Deployment", "", name).tree()
                    .withAt(labels, "metadata", "labels")
                    .with("spec", Json.of(
                            "replicas", call.flags().number("replicas"),
                            "selector", Json.of("matchLabels", labels),
                            "strategy", Json.EMPTY,
                            "template", Json.of("metadata", Json.of("labels", labels), "spec", Json.of("containers", containers))))
                    .with("status", Json.EMPTY);
        }
    }

    private static Json podTemplate(Call call, String name, String image, String restart) {
        Json container = Json.of("image", image, "name", name, "resources", Json.EMPTY, "command", call.after().isEmpty() ? null : call.after());
        return Json.of("metadata", Json.EMPTY, "spec", Json.of("containers", List.of(container), "restartPolicy", restart));
    }

    /** {@code kubectl/pkg/cmd/create/create_job.go}. */
    static final class Job extends CreateOne {
        @Override
        public Spec spec() {
            return spec("job", "NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]", "Create a job with the specified name",
                    Flag.text("image", "", "", "Image name to run."),
                    Flag.text("from", "", "", "The name of the resource to create a Job from (only cronjob is supported)."))
                    .examples("# Create a job with a command", "kubectl create job hello --image=busybox -- echo hello",
                            "# Run a cron job's work now", "kubectl create job now --from=cronjob/nightly");
        }

        @Override
        String resource() {
            return "jobs.batch";
        }

        @Override
        String failed() {
            return "failed to create job: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            String image = call.flags().text("image");
            String from = call.flags().text("from");
            if (image.isEmpty() == from.isEmpty()) {
                throw CommandFailure.error("either --image or --from must be specified");
            }
            if (!from.isEmpty()) {
                return fromCronJob(call, name, from);
            }
            return KubeObject.of("batch/v1", "Job", "", name).tree()
                    .with("spec", Json.of("template", podTemplate(call, name, image, "Never")))
                    .with("status", Json.EMPTY);
        }

        private static Json fromCronJob(Call call, String name, String from) throws CommandFailure {
            if (!call.after().isEmpty()) {
                throw CommandFailure.error("cannot specify --from and command");
            }
            String[] parts = from.split("/", 2);
            var kind = call.resources().require(parts[0]);
            if (parts.length < 2 || !kind.kind().equals("CronJob")) {
                throw CommandFailure.error("from must be an existing cronjob");
            }
            KubeObject cron = call.get(kind, call.namespace(), parts[1]);
            Json template = cron.spec().object("jobTemplate");
            Json annotations = Json.of("cronjob.kubernetes.io/instantiate", "manual");
            for (String key : template.object("metadata", "annotations").names()) {
                annotations = annotations.with(key, template.text("metadata", "annotations", key));
            }
            Json labels = template.object("metadata", "labels");
            return KubeObject.of("batch/v1", "Job", "", name).tree()
                    .withAt(annotations, "metadata", "annotations")
                    .withAt(labels.isEmpty() ? null : labels, "metadata", "labels")
                    .withAt(List.of(Json.of("apiVersion", cron.apiVersion(), "kind", "CronJob", "name", cron.name(), "uid", cron.uid(), "controller", true)),
                            "metadata", "ownerReferences")
                    .with("spec", template.object("spec"));
        }
    }

    /** {@code kubectl/pkg/cmd/create/create_cronjob.go}. */
    static final class CronJob extends CreateOne {
        @Override
        public Spec spec() {
            return spec("cronjob", "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]", "Create a cron job with the specified name",
                    Flag.text("image", "", "", "Image name to run."),
                    Flag.text("schedule", "", "", "A schedule in the Cron format the job should be run with."),
                    Flag.text("restart", "", "", "job's restart policy. supported values: OnFailure, Never"))
                    .examples("# Create a cron job", "kubectl create cronjob tick --image=busybox --schedule=\"*/1 * * * *\" -- date");
        }

        @Override
        public List<String> aliases() {
            return List.of("cj");
        }

        @Override
        String resource() {
            return "cronjobs.batch";
        }

        @Override
        String failed() {
            return "failed to create cronjob: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            List<String> missing = new ArrayList<>(List.of("image", "schedule"));
            missing.removeIf(flag -> call.flags().changed(flag));
            if (!missing.isEmpty()) {
                throw CommandFailure.error("required flag(s) \"" + String.join("\", \"", missing) + "\" not set");
            }
            String restart = call.flags().filled("restart").orElse("OnFailure");
            Json job = Json.of("metadata", Json.of("name", name), "spec", Json.of("template", podTemplate(call, name, call.flags().text("image"), restart)));
            return KubeObject.of("batch/v1", "CronJob", "", name).tree()
                    .with("spec", Json.of("jobTemplate", job, "schedule", call.flags().text("schedule")))
                    .with("status", Json.EMPTY);
        }
    }
}
