package dev.reconcile.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** What the server sends over a page's WebSocket. TypeScript types are generated from these records. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ServerMessage {
    /** @param position of the newest entry when the page connected */
    @JsonTypeName("hello")
    record Hello(String session, String name, String language, String version, long position, String exercise) implements ServerMessage {}

    /** The next entries of the log, without a gap. */
    @JsonTypeName("entries")
    record Entries(List<WireEntry> entries) implements ServerMessage {}

    /** @param nextDue virtual milliseconds of what happens next by itself */
    @JsonTypeName("clock")
    record Clock(long now, boolean running, double speed, @Nullable Long nextDue) implements ServerMessage {}

    /**
     * @param score weight of the needed items that are met
     * @param total weight of the needed items
     * @param cost points of a hundred that hints have cost
     * @param complete everything that is needed has been met
     * @param news what the exercise's events have told the learner
     * @param questions about misconceptions that have shown
     */
    @JsonTypeName("checklist")
    record Checklist(
            String exercise,
            List<ChecklistItem> items,
            long score,
            long total,
            long cost,
            boolean complete,
            List<Told> news,
            List<Told> questions,
            List<Hint> hints) implements ServerMessage {}

    /** @param id of the event or the misconception */
    record Told(String id, String text) {}

    /**
     * @param state met, unmet or failed
     * @param metAt position of the entry at which it was met
     * @param failedAt position of the entry at which it failed
     * @param found what is there, or was when it failed, in the session's language
     * @param wanted what should be
     * @param weight how much it counts
     * @param inFuture judged only by "Check my work"
     * @param tiers how many hints there are
     * @param nextCost points of a hundred that the next hint costs
     */
    record ChecklistItem(
            String id,
            String title,
            String state,
            @Nullable Long metAt,
            @Nullable Long failedAt,
            @Nullable String found,
            @Nullable String wanted,
            boolean optional,
            long weight,
            boolean inFuture,
            int tiers,
            @Nullable Long nextCost) {}

    /** @param start where in the line the candidates begin */
    @JsonTypeName("completion")
    record Completion(String id, int start, List<String> candidates) implements ServerMessage {}

    /** A command wants this file edited. */
    @JsonTypeName("editor")
    record Editor(String path, String content) implements ServerMessage {}

    /** Whether a command runs. */
    @JsonTypeName("busy")
    record Busy(boolean running) implements ServerMessage {}

    @JsonTypeName("problem")
    record Trouble(String message) implements ServerMessage {}

    /**
     * @param tier which of {@code tiers}, from 1
     * @param cost points of a hundred
     */
    @JsonTypeName("hint")
    record Hint(String item, int tier, int tiers, String text, long cost) implements ServerMessage {}
}
