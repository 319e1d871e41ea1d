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

    @JsonTypeName("checklist")
    record Checklist(List<ChecklistItem> items, int score, int total) implements ServerMessage {}

    /**
     * @param state met, unmet or failed
     * @param metAt position of the entry at which it was first met
     * @param found what is there, in the session's language
     * @param wanted what should be
     */
    record ChecklistItem(
            String id,
            String title,
            String state,
            @Nullable Long metAt,
            @Nullable String found,
            @Nullable String wanted,
            boolean optional) {}

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

    /** @param tier which of {@code tiers}, from 1 */
    @JsonTypeName("hint")
    record Hint(String item, int tier, int tiers, String text) implements ServerMessage {}
}
