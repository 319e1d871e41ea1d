package dev.reconcile.store;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import java.util.List;

/** What an entry of the log says. */
public sealed interface Body {
    /**
     * What a person did. CLIENT is a request of a program of their own, EVENT what the exercise did, QUESTION what the lab asked, CHECKPOINT how the
     * session stood when an item was met, SKIP that steps were done for them.
     */
    enum ActKind { SESSION, COMMAND, CLICK, CLOCK, FAULT, EXERCISE, HINT, CLIENT, CHECK, EVENT, QUESTION, CHECKPOINT, SKIP }

    /** @param text the command line, or the name of what was done */
    record Act(ActKind kind, String text, Json details) implements Body {}

    /** A person read something through the API, with whichever tool. The name is empty for lists. */
    record Read(String verb, String resource, String namespace, String name) implements Body {}

    enum ChangeKind { ADDED, MODIFIED, DELETED }

    /**
     * A write to the store. The entry's position is the resource version.
     *
     * @param before null when added
     * @param after the new version; when deleted, the last one with the resource version of the deletion
     */
    record Change(ChangeKind kind, ObjectKey key, KubeObject before, KubeObject after) implements Body {
        /** The object as it is after the change, or was before it went. */
        public KubeObject object() {
            return after;
        }

        /** Neither the specification nor what people set of the metadata is different: somebody reported, nobody wished. */
        public boolean isReport() {
            return kind == ChangeKind.MODIFIED && before.spec().equals(after.spec()) && wished(before).equals(wished(after));
        }

        private static Json wished(KubeObject object) {
            return object.metadata().without("resourceVersion").without("managedFields");
        }
    }

    /**
     * A controller's plan.
     *
     * @param controller who decided
     * @param key what for
     * @param saw the facts it looked at
     * @param wanted what it aims at
     */
    record Decision(String controller, String key, Json saw, Json wanted, List<Step> steps) implements Body {}

    /**
     * One intent of a plan.
     *
     * @param action create, update, delete, bind, event, …
     * @param target kind and name
     */
    record Step(String action, String target, Reason reason) {}

    /** The API refused a step of the plan that caused this entry. */
    record Refusal(String target, int code, String reason, String message) implements Body {}

    enum FileChangeKind { WRITTEN, DIRECTORY, REMOVED }

    /**
     * Something changed in the learner's files.
     *
     * @param content the file's text; empty for directories and removals
     */
    record FileChanged(FileChangeKind kind, String path, String content, boolean executable) implements Body {}

    enum Stream { OUT, ERR }

    /** What a command printed. */
    record Output(Stream stream, String text) implements Body {}

    /**
     * A command ended.
     *
     * @param directory where the shell is now, as its prompt shows it
     */
    record Exit(int code, String directory) implements Body {}

    /** A checklist item was met for the first time. */
    record Achieved(String exercise, String item) implements Body {}
}
