package dev.reconcile.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** What a page sends over its WebSocket. TypeScript types are generated from these records. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ClientMessage.Resume.class),
    @JsonSubTypes.Type(ClientMessage.Command.class),
    @JsonSubTypes.Type(ClientMessage.Input.class),
    @JsonSubTypes.Type(ClientMessage.EndInput.class),
    @JsonSubTypes.Type(ClientMessage.Interrupt.class),
    @JsonSubTypes.Type(ClientMessage.Complete.class),
    @JsonSubTypes.Type(ClientMessage.Clock.class),
    @JsonSubTypes.Type(ClientMessage.Save.class),
    @JsonSubTypes.Type(ClientMessage.Remove.class),
    @JsonSubTypes.Type(ClientMessage.Rename.class),
    @JsonSubTypes.Type(ClientMessage.Editor.class),
    @JsonSubTypes.Type(ClientMessage.Resize.class),
    @JsonSubTypes.Type(ClientMessage.Hint.class),
    @JsonSubTypes.Type(ClientMessage.Speak.class)
})
public sealed interface ClientMessage {
    /** The first message: send the log after this position. */
    @JsonTypeName("resume")
    record Resume(long cursor) implements ClientMessage {}

    @JsonTypeName("command")
    record Command(String id, String line) implements ClientMessage {}

    /** What is typed while a command runs. */
    @JsonTypeName("input")
    record Input(String text) implements ClientMessage {}

    /** Ctrl-D. */
    @JsonTypeName("end-input")
    record EndInput() implements ClientMessage {}

    /** Ctrl-C. */
    @JsonTypeName("interrupt")
    record Interrupt() implements ClientMessage {}

    /** @param cursor where in the line, in UTF-16 code units */
    @JsonTypeName("complete")
    record Complete(String id, String line, int cursor) implements ClientMessage {}

    /**
     * @param action pause, run, step, next, speed or jump
     * @param to for jump: an instant in RFC 3339, or {@code +90s}, {@code +10m}, {@code +2h}, {@code +1d}
     */
    @JsonTypeName("clock")
    record Clock(String action, @Nullable Double speed, @Nullable String to) implements ClientMessage {}

    @JsonTypeName("save")
    record Save(String path, String content) implements ClientMessage {}

    @JsonTypeName("remove")
    record Remove(String path) implements ClientMessage {}

    @JsonTypeName("rename")
    record Rename(String path, String to) implements ClientMessage {}

    /** The editor that a command opened was left. */
    @JsonTypeName("editor")
    record Editor(String path, boolean saved, @Nullable String content) implements ClientMessage {}

    @JsonTypeName("resize")
    record Resize(int columns, int rows) implements ClientMessage {}

    @JsonTypeName("hint")
    record Hint(String item) implements ClientMessage {}

    /** From now on the server's texts come in this language. */
    @JsonTypeName("language")
    record Speak(String language) implements ClientMessage {}
}
