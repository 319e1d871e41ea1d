package dev.reconcile.workshop;

/**
 * Why the lab refuses something that a person asked of it; for requests to the simulated cluster there is {@code Status}.
 *
 * @param code names the sentence in the message bundles: {@code problem.<code>}
 * @param args what the sentence names, in order; another problem stands for its sentence, a shape for its name
 */
public record Problem(Code code, Object... args) {
    /** What can be wrong, with the HTTP status it means. */
    public enum Code {
        TOKEN_MISSING(401),
        TOKEN_FOREIGN(403),
        BUSY(409),
        COMMAND_TOO_LONG(413),
        FILE_REFUSED(422),
        FILE_NOT_FOUND(404),
        FILE_TOO_LARGE(413),
        BAD_CLOCK_ACTION(400),
        BAD_SPEED(400),
        BAD_INSTANT(400),
        INSTANT_PAST(400),
        INSTANT_TOO_FAR(400),
        FAULT_UNKNOWN(400),
        FAULT_IMPOSSIBLE(400),
        NAME_EMPTY(400),
        NAME_TOO_LONG(400),
        LANGUAGE_UNKNOWN(400),
        EXERCISE_UNKNOWN(404),
        ITEM_UNKNOWN(404),
        NO_MORE_HINTS(404),
        NO_CHECKPOINT(404),
        TOO_MANY_SESSIONS(429),
        LOG_FULL(403),
        HELD_ELSEWHERE(409),
        EDITOR_NOT_OPEN(409),
        MESSAGE_UNREADABLE(400),
        FIELD_MISSING(400),
        FIELD_MISSHAPEN(400),
        MISSHAPEN(400),
        NOT_JSON(400),
        TYPE_UNKNOWN(400),
        PATH_UNKNOWN(404),
        INTERNAL(500);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** What a value in a message can be. */
    public enum Shape { OBJECT, LIST, TEXT, NUMBER, TRUTH, NULL }

    /** A message without a field that it needs. */
    public static Problem missing(String field) {
        return new Problem(Code.MESSAGE_UNREADABLE, new Problem(Code.FIELD_MISSING, field));
    }
}
