package dev.reconcile.kubectl.call;

import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Why a command ends without success: what it prints on the error stream, and its exit code ({@code kubectl/pkg/cmd/util/helpers.go}). */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Status status;
    private final transient List<CommandFailure> several;
    private boolean isPlain;

    private CommandFailure(String message, int code, Status status, List<CommandFailure> several) {
        super(message);
        this.code = code;
        this.status = status;
        this.several = several;
    }

    /** An error of kubectl's own: {@code error: …}. */
    public static CommandFailure error(String message) {
        return new CommandFailure(message, 1, null, List.of());
    }

    /** An error of kubectl's own that is printed as it is. */
    public static CommandFailure bare(String message) {
        return new CommandFailure("", 1, null, List.of(error(message)));
    }

    /** A list's refusal says what was listed ({@code client-go}'s {@code EnhanceListError}). */
    public CommandFailure ofList(String subject, String labelSelector, String fieldSelector) {
        if (status == null || status.code() != 400 && status.code() != 404) {
            return this;
        }
        String asked = labelSelector.isEmpty() && fieldSelector.isEmpty() ? "Unable to list \"" + subject + "\": "
                : "Unable to find \"" + subject + "\" that match label selector \"" + labelSelector + "\", field selector \"" + fieldSelector + "\": ";
        return server(new Status(status.code(), status.reason(), asked + status.message(), status.details()));
    }

    /** The API's refusal. */
    public static CommandFailure server(Status status) {
        return new CommandFailure(status.message(), 1, status, List.of());
    }

    /** A refusal by the API of something that came from a file says which; other failures stay as they are. */
    public CommandFailure from(String doing, String source) {
        return status == null || source.isEmpty() ? this : server(new Status(status.code(), status.reason(),
                "error when %s \"%s\": %s".formatted(doing, source, status.message()), status.details()));
    }

    /** A wrong use of the command, with the way to its help. */
    public static CommandFailure usage(String path, String message) {
        return error(message + "\nSee '" + path + " -h' for help and examples");
    }

    /** A remote program's exit code becomes kubectl's; the message stands alone. */
    public static CommandFailure exit(int code, String message) {
        return new CommandFailure(message, code, null, List.of()).plain();
    }

    private CommandFailure plain() {
        isPlain = true;
        return this;
    }

    /** Ends with this code and prints nothing. */
    public static CommandFailure silent(int code) {
        return new CommandFailure("", code, null, List.of());
    }

    public CommandFailure withCode(int other) {
        return new CommandFailure(getMessage(), other, status, several);
    }

    /** All of them as one; the list is not empty. */
    public static CommandFailure all(List<CommandFailure> failures) {
        List<CommandFailure> flat = new ArrayList<>();
        for (CommandFailure failure : failures) {
            flat.addAll(failure.several.isEmpty() ? List.of(failure) : failure.several);
        }
        return flat.size() == 1 ? flat.getFirst() : new CommandFailure("", 1, null, List.copyOf(flat));
    }

    /** Throws them as one if there are any. */
    public static void throwIfAny(List<CommandFailure> failures) throws CommandFailure {
        if (!failures.isEmpty()) {
            throw all(failures);
        }
    }

    /** Where nothing was found to work on: one failure's own text, with what was asked for before it. */
    public static void throwIfNothing(String what, List<CommandFailure> failures) throws CommandFailure {
        if (failures.size() == 1) {
            throw error(what + " " + failures.getFirst().getMessage());
        }
        throwIfAny(failures);
        throw error(what);
    }

    /** Whether the API refused, not kubectl itself. */
    public boolean isFromServer() {
        return status != null;
    }

    /** The single problems of an invalid object: {@code field: message}. */
    public List<String> causes() {
        List<String> causes = new ArrayList<>();
        if (status != null) {
            status.details().objects("causes").forEach(cause -> causes.add(cause.textOrEmpty("field") + ": " + cause.textOrEmpty("message")));
        }
        return causes;
    }

    public int code() {
        return code;
    }

    public boolean isNotFound() {
        return status != null && status.reason().equals("NotFound");
    }

    public boolean isAlreadyExists() {
        return status != null && status.reason().equals("AlreadyExists");
    }

    public boolean isConflict() {
        return status != null && status.reason().equals("Conflict");
    }

    public boolean isTooManyRequests() {
        return status != null && status.code() == 429;
    }

    public boolean isInvalid() {
        return status != null && status.reason().equals("Invalid");
    }

    /** What stands on the error stream, where a last newline is added if there is none; empty for nothing. */
    public String text() {
        if (!several.isEmpty()) {
            return String.join("\n", several.stream().map(CommandFailure::listed).toList());
        }
        if (status != null) {
            return isInvalid() ? invalid(status) : fromServer(status);
        }
        String message = getMessage();
        return isPlain || message.isEmpty() || message.startsWith("error: ") ? message : "error: " + message;
    }

    private String listed() {
        return status != null ? fromServer(status) : getMessage();
    }

    private static String fromServer(Status status) {
        if (status.reason().equals("Unauthorized")) {
            return "error: You must be logged in to the server (" + status.message() + ")";
        }
        String reason = status.reason().isEmpty() ? "" : " (" + status.reason() + ")";
        return "Error from server" + reason + ": " + status.message();
    }

    private static String invalid(Status status) {
        Json details = status.details();
        boolean nameless = details.textOrEmpty("kind").isEmpty() && details.textOrEmpty("name").isEmpty();
        String subject = details.isEmpty() ? "The request is invalid: " + status.message()
                : nameless ? "The request is invalid" : "The %s \"%s\" is invalid".formatted(details.textOrEmpty("kind"), details.textOrEmpty("name"));
        Set<String> causes = new LinkedHashSet<>();
        for (Json cause : details.objects("causes")) {
            causes.add(cause.textOrEmpty("field") + ": " + cause.textOrEmpty("message"));
        }
        if (causes.isEmpty()) {
            return subject;
        }
        return (causes.size() == 1 ? subject + ": " + causes.iterator().next() : subject + ": \n* " + String.join("\n* ", causes)) + "\n";
    }
}
