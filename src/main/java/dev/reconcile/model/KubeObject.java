package dev.reconcile.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Kubernetes object: an immutable tree with names for what every object has. Two are equal if their trees are. */
public final class KubeObject {
    private final Json tree;

    /** Found once: most questions are about it. */
    private final Json metadata;

    public KubeObject(Json tree) {
        this.tree = tree;
        this.metadata = tree.object("metadata");
    }

    public static KubeObject of(String apiVersion, String kind, String namespace, String name) {
        return new KubeObject(Json.of(
                "apiVersion", apiVersion, "kind", kind, "metadata", Json.of("name", name, "namespace", blankToNull(namespace))));
    }

    private static String blankToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    public String apiVersion() {
        return tree.textOrEmpty("apiVersion");
    }

    public String kind() {
        return tree.textOrEmpty("kind");
    }

    public Json tree() {
        return tree;
    }

    public Json metadata() {
        return metadata;
    }

    public String name() {
        return metadata.textOrEmpty("name");
    }

    /** Empty for cluster-scoped objects. */
    public String namespace() {
        return metadata.textOrEmpty("namespace");
    }

    public String uid() {
        return metadata.textOrEmpty("uid");
    }

    /** The position in the log of the change that wrote this version; 0 before the first write. */
    public long revision() {
        String text = metadata.textOrEmpty("resourceVersion");
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    public long generation() {
        return metadata.number(0, "generation");
    }

    public Map<String, String> labels() {
        return metadata.textMap("labels");
    }

    public Optional<String> label(String name) {
        return Optional.ofNullable(metadata.text("labels", name));
    }

    public Map<String, String> annotations() {
        return metadata.textMap("annotations");
    }

    public Optional<String> annotation(String name) {
        return Optional.ofNullable(metadata.text("annotations", name));
    }

    public List<String> finalizers() {
        return metadata.texts("finalizers");
    }

    public List<Json> ownerReferences() {
        return metadata.objects("ownerReferences");
    }

    /** The owner reference with {@code controller: true}, if there is one. */
    public Optional<Json> controllerReference() {
        for (Object owner : metadata.list("ownerReferences")) {
            if (owner instanceof Json reference && reference.isTrue("controller")) {
                return Optional.of(reference);
            }
        }
        return Optional.empty();
    }

    public boolean isControlledBy(String uid) {
        return controllerReference().map(owner -> uid.equals(owner.text("uid"))).orElse(false);
    }

    public boolean isTerminating() {
        return metadata.has("deletionTimestamp");
    }

    /** Milliseconds since the epoch; whole seconds, as Kubernetes writes times. */
    public long createdAt() {
        return Times.millis(metadata.text("creationTimestamp")).orElse(0L);
    }

    public Optional<Instant> deletedAt() {
        return Times.millis(metadata.text("deletionTimestamp")).map(Instant::ofEpochMilli);
    }

    public Json spec() {
        return tree.object("spec");
    }

    public Json status() {
        return tree.object("status");
    }

    public Optional<Json> condition(String type) {
        return Conditions.find(status(), type);
    }

    public KubeObject with(Object value, String... path) {
        Json changed = tree.withAt(value, path);
        return changed == tree ? this : new KubeObject(changed);
    }

    /** With that list of who owns what, which nobody has looked at yet and nobody has to. */
    public KubeObject withOwners(List<Object> managedFields) {
        return new KubeObject(tree.withOther("metadata", metadata.without("managedFields").with("managedFields", managedFields)));
    }

    public KubeObject withStatus(Json status) {
        return with(status.isEmpty() && !tree.has("status") ? null : status, "status");
    }

    public KubeObject withAnnotation(String name, String value) {
        return with(value, "metadata", "annotations", name);
    }

    /** Sets those annotations and keeps the others. */
    public KubeObject withAnnotations(Json annotations) {
        KubeObject changed = this;
        for (String name : annotations.names()) {
            changed = changed.withAnnotation(name, annotations.text(name));
        }
        return changed;
    }

    public KubeObject withLabel(String name, String value) {
        return with(value, "metadata", "labels", name);
    }

    /** Makes that owner the managing controller: {@code controller} and {@code blockOwnerDeletion} are true. */
    public KubeObject withController(KubeObject owner) {
        List<Json> owners = new ArrayList<>(ownerReferences());
        owners.add(Json.of(
                "apiVersion", owner.apiVersion(),
                "blockOwnerDeletion", true,
                "controller", true,
                "kind", owner.kind(),
                "name", owner.name(),
                "uid", owner.uid()));
        return with(owners, "metadata", "ownerReferences");
    }

    public KubeObject withoutOwner(String uid) {
        List<Json> owners = ownerReferences().stream().filter(owner -> !uid.equals(owner.text("uid"))).toList();
        return with(owners.isEmpty() ? null : owners, "metadata", "ownerReferences");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KubeObject object && tree.equals(object.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name();
    }
}
