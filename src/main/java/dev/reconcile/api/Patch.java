package dev.reconcile.api;

/**
 * The body of a patch request.
 *
 * @param document a {@code Json} (merge patches; {@link dev.reconcile.model.MergePatch#REMOVE} stands for null; for apply the whole
 *     intent) or a {@code List<Object>} of operations (JSON patch)
 */
public record Patch(Type type, Object document) {
    /** The content types of Kubernetes' patches. */
    public enum Type {
        JSON("application/json-patch+json"),
        MERGE("application/merge-patch+json"),
        STRATEGIC("application/strategic-merge-patch+json"),
        APPLY("application/apply-patch+yaml");

        private final String mediaType;

        Type(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        /** What the server says of a patch that is not JSON ({@code apiserver/pkg/endpoints/handlers/patch.go}). */
        public String malformed(String problem) {
            return this == MERGE ? "error decoding patch: " + problem : problem;
        }
    }
}
