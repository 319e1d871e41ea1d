package dev.reconcile.shell;

/** Why a file operation was refused, in POSIX' words. */
public enum FileProblem {
    NOT_FOUND("No such file or directory"),
    IS_DIRECTORY("Is a directory"),
    NOT_DIRECTORY("Not a directory"),
    EXISTS("File exists"),
    NOT_EMPTY("Directory not empty"),
    INVALID("Invalid argument"),
    DENIED("Permission denied"),
    BUSY("Device or resource busy"),
    NAME_TOO_LONG("File name too long"),
    TOO_LARGE("File too large"),
    READ_ONLY("Read-only file system"),
    NO_SPACE("No space left on device");

    private final String text;

    FileProblem(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
