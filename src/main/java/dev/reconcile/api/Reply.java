package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import java.util.List;

/** What the API answers. */
public sealed interface Reply {
    /**
     * One object.
     *
     * @param code 200, or 201 for a creation
     * @param warnings texts for the client's Warning headers
     */
    record One(int code, KubeObject object, List<String> warnings) implements Reply {}

    /**
     * A list.
     *
     * @param kind the kind of the items, for {@code <kind>List}
     * @param revision the revision that the list was read at
     * @param continueToken where to go on; empty at the end
     * @param remaining how many items follow; 0 where a selector makes it unknown
     */
    record Many(Kind kind, List<KubeObject> items, long revision, String continueToken, long remaining) implements Reply {}

    /** A stream of changes, to be pulled. */
    record Watching(Watch watch) implements Reply {}

    /**
     * Text, as a pod's log is.
     *
     * @param code 200, unless it is what a server behind the API says
     * @param type its media type
     */
    record Text(int code, String type, String text) implements Reply {
        public Text(String text) {
            this(200, "text/plain", text);
        }
    }

    /** Why not; or, for a deletion without an object left to show, {@code Success}. */
    record Failed(Status status) implements Reply {}
}
