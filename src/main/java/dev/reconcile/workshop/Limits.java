package dev.reconcile.workshop;

/** What one session may use; each limit has a name and a unit, and is told to whoever reaches it. */
public final class Limits {
    /** Characters of one command line, here-documents included. */
    public static final int COMMAND_CHARACTERS = 64 * 1024;

    /** Characters of one file saved from the editor. */
    public static final int FILE_CHARACTERS = 256 * 1024;

    /** Entries of a session's log; after that it takes no more commands. */
    public static final int LOG_ENTRIES = 200_000;

    /** Virtual milliseconds that a command sent through REST may block. */
    public static final long BLOCKING_MILLIS = 60 * 60 * 1000L;

    /** Virtual milliseconds of one jump. */
    public static final long JUMP_MILLIS = 32L * 24 * 60 * 60 * 1000;

    /** Pieces of simulated work in one turn of a session, so that one learner cannot hold a core for long. */
    public static final int STEPS_A_TURN = 20_000;

    /** Calls of a process in one turn without virtual time passing. */
    public static final int ADVANCES_A_TURN = 10_000;

    /** Wall milliseconds without a request or an open page after which a session's time stands still. */
    public static final long LOOKING_MILLIS = 60_000;

    /** Wall milliseconds after which a session that nobody looks at is put out of memory. */
    public static final long IN_MEMORY_MILLIS = 10 * 60_000;

    /** Wall milliseconds of time on task that a crash may take back; what was done in them is kept at once. */
    public static final long TIME_ON_TASK_MILLIS = 30_000;

    /** Sessions that one address may create in an hour; a class behind one router counts as one address. */
    public static final int SESSIONS_AN_ADDRESS_AN_HOUR = 600;

    /** Bytes of one request's body, as in Kubernetes. */
    public static final int REQUEST_BYTES = 3 * 1024 * 1024;

    /** Requests a second that the learner's own clients may make for long. */
    public static final int REQUESTS_A_SECOND = 50;

    /** Requests that they may make at once: a client without a cache asks for all of discovery. */
    public static final int REQUEST_BURST = 500;

    /** Watches, followed logs and other connections that stay open at the same time. */
    public static final int OPEN_CONNECTIONS = 200;

    /** Wall seconds of a watch that names no end of its own. */
    public static final int WATCH_SECONDS = 1_800;

    /** Pieces of simulated work in the future that one check plays. */
    public static final int CHECK_STEPS = 100_000;

    /** Virtual milliseconds that an exercise's set-up, or a script of its proof, may take. */
    public static final long SCRIPT_MILLIS = 32L * 24 * 60 * 60 * 1000;

    private Limits() {}
}
