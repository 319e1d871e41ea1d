package dev.reconcile.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.reconcile.model.Json;
import java.util.List;

/**
 * An entry of the log as pages and scripts read it. The TypeScript types in {@code frontend/src/messages.ts} are generated from these records.
 *
 * <p>Every entry has {@code position} (counts from 1), {@code time} (virtual milliseconds since 1970), {@code actor} and {@code cause} (position of the
 * entry that led to it, 0 for none).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface WireEntry {
    /** What a person did. */
    @JsonTypeName("act")
    record Act(long position, long time, String actor, long cause, String kind, String text, Json details) implements WireEntry {}

    /** A person read something through the API. */
    @JsonTypeName("read")
    record Read(long position, long time, String actor, long cause, String verb, String resource, String namespace, String name)
            implements WireEntry {}

    /**
     * An object changed.
     *
     * @param verb ADDED, MODIFIED or DELETED
     * @param object the whole object when it is added
     * @param patch otherwise a JSON merge patch from the version before
     */
    @JsonTypeName("change")
    record Change(
            long position,
            long time,
            String actor,
            long cause,
            String verb,
            String apiVersion,
            String kind,
            String resource,
            String namespace,
            String name,
            String uid,
            @Nullable Json object,
            @Nullable Json patch)
            implements WireEntry {}

    /** A controller's plan; the texts are in the session's language. */
    @JsonTypeName("decision")
    record Decision(
            long position,
            long time,
            String actor,
            long cause,
            String controller,
            String key,
            List<Fact> saw,
            List<Fact> wanted,
            List<Step> steps,
            String text)
            implements WireEntry {}

    /** The API refused a step. */
    @JsonTypeName("refusal")
    record Refusal(long position, long time, String actor, long cause, String target, int code, String reason, String message)
            implements WireEntry {}

    /** A file of the learner changed; without content it is gone, or it is a directory. */
    @JsonTypeName("file")
    record File(long position, long time, String actor, long cause, String kind, String path, @Nullable String content) implements WireEntry {}

    /** A command printed something. */
    @JsonTypeName("output")
    record Output(long position, long time, String actor, long cause, String stream, String text) implements WireEntry {}

    /** A command ended; the shell is now in that directory. */
    @JsonTypeName("exit")
    record Exit(long position, long time, String actor, long cause, int code, String directory) implements WireEntry {}

    /** An item of the checklist was met for the first time. */
    @JsonTypeName("achieved")
    record Achieved(long position, long time, String actor, long cause, String exercise, String item) implements WireEntry {}

    /** A fact of a decision, with its name in the session's language. */
    record Fact(String name, String label, Object value) {}

    /** One intent of a plan with its reason in the session's language. */
    record Step(String action, String target, String reason, String text) {}
}
