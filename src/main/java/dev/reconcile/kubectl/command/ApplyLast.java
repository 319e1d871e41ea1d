package dev.reconcile.kubectl.command;

import dev.reconcile.api.Patch;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kubectl apply view-last-applied} and {@code set-last-applied}: the annotation that apply remembers in. */
final class ApplyLast {
    private ApplyLast() {}

    /** {@code kubectl/pkg/cmd/apply/apply_view_last_applied.go}. */
    static final class View implements Command {
        @Override
        public Spec spec() {
            return Spec.of("apply view-last-applied", "(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)",
                            "View the latest last-applied-configuration annotations of a resource/object")
                    .details("Show what was applied last, as the object's annotation remembers it.\n\n The output is YAML, or JSON with -o json.")
                    .examples("# What was applied to a deployment", "kubectl apply view-last-applied deployment/nginx",
                            "# What was applied to the object of a file", "kubectl apply view-last-applied -f deployment.yaml -o json")
                    .flags(Mutation.files("that contains the last-applied-configuration annotations"))
                    .flags(Mutation.selector(), Mutation.all("Select all resources in the namespace of the specified resource types"),
                            Flag.text("output", "o", "yaml", "Output format. Must be one of (yaml, json)"));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            return call.flags().list("filename").contains("-") ? call.withInput(() -> view(call)) : view(call);
        }

        private static Step view(Call call) throws CommandFailure {
            List<Json> applied = new ArrayList<>();
            for (Found found : Selection.of(call, call.arguments(), true).objects()) {
                Optional<Json> last = LastApplied.of(found.object());
                if (last.isEmpty() && !found.source().isEmpty()) {
                    throw CommandFailure.error("error when no last-applied-configuration annotation found on resource: %s%n \"%s\": <nil>"
                            .formatted(found.object().name(), found.source()));
                }
                last.ifPresent(applied::add);
            }
            for (Json one : applied) {
                switch (call.flags().text("output")) {
                    case "yaml" -> call.out().write(Yaml.print(one));
                    case "json" -> call.out().line(JsonText.indented(one));
                    default -> throw call.usage("Unexpected -o output mode: " + call.flags().text("output") + ", the flag 'output' must be one of yaml|json");
                }
            }
            return Step.OK;
        }
    }

    /** {@code kubectl/pkg/cmd/apply/apply_set_last_applied.go}. */
    static final class Set implements Command {
        @Override
        public Spec spec() {
            return Spec.of("apply set-last-applied", "-f FILENAME", "Set the last-applied-configuration annotation on a live object to match the contents of a file")
                    .details("Make the annotation of an object remember a file, as if the file had just been applied. Nothing else of the object changes.")
                    .examples("# Remember a file", "kubectl apply set-last-applied -f deployment.yaml",
                            "# Remember it although the object was not made by apply", "kubectl apply set-last-applied -f deployment.yaml --create-annotation=true")
                    .flags(Mutation.printing())
                    .flags(Flag.list("filename", "f", "Filename, directory, or - for standard input, that contains the last-applied-configuration annotations"),
                            Mutation.dryRun(),
                            Flag.bool("create-annotation", "", false, "Add the annotation to objects that have none"));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            return call.flags().list("filename").contains("-") ? call.withInput(() -> set(call)) : set(call);
        }

        private static Step set(Call call) throws CommandFailure {
            if (call.flags().list("filename").isEmpty()) {
                throw CommandFailure.error("must specify one of -f and -k");
            }
            List<Found> changed = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (Part part : Selection.of(call, List.of(), false).parts()) {
                Part.Named named = (Part.Named) part;
                KubeObject live = call.get(named.kind(), named.namespace(), named.name());
                Optional<Json> original = LastApplied.of(live);
                if (original.isEmpty() && !call.flags().is("create-annotation")) {
                    throw CommandFailure.error("no last-applied-configuration annotation found on resource: " + named.name()
                            + ", to create the annotation, run the command with --create-annotation");
                }
                String text = LastApplied.onto(named.manifest()).text("metadata", "annotations", LastApplied.ANNOTATION);
                if (live.annotation(LastApplied.ANNOTATION).filter(text::equals).isPresent()) {
                    call.out().line("set-last-applied " + named.name() + ": no changes required.");
                } else {
                    changed.add(new Found(named.kind(), live, named.source()));
                    texts.add(text);
                }
            }
            for (int i = 0; i < changed.size(); i++) {
                write(call, changed.get(i), texts.get(i));
            }
            return Step.OK;
        }

        private static void write(Call call, Found found, String text) throws CommandFailure {
            Json patch = Json.EMPTY.withAt(text, "metadata", "annotations", LastApplied.ANNOTATION);
            KubeObject after = Mutation.dryRun(call) == Mutation.DryRun.CLIENT
                    ? found.object()
                    : call.patch(found.kind(), found.object(), "", new Patch(Patch.Type.MERGE, patch), Mutation.options(call));
            Mutation.print(call, found.kind(), after, "configured");
        }
    }
}
