package dev.reconcile.shell;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.FileNode.TextFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A small file system in memory: an immutable tree of directories and text files, and the one place that changes it.
 *
 * <p>Absolute paths name files; {@link #normalise} makes them. Nothing throws for what a user can cause: a refused operation answers with its
 * {@link FileProblem} and changes nothing. There are no links and no owners; of the permissions only "executable" exists.
 */
public final class Files {
    public static final String HOME = "/home/learner";
    public static final int MAX_NAME_BYTES = 255;

    private final LongSupplier nowMillis;
    private final FileLimits limits;
    private final Mounts mounts = new Mounts();
    private Directory root;
    private Directory reported;
    private List<String> open = List.of("");

    private Files(Directory root, LongSupplier nowMillis, FileLimits limits) {
        this.root = root;
        this.reported = root;
        this.nowMillis = nowMillis;
        this.limits = limits;
    }

    /** A tree with an empty {@code /tmp}; the clock gives virtual milliseconds since the epoch. */
    public static Files create(LongSupplier nowMillis, FileLimits limits) {
        Files files = new Files(Directory.empty(nowMillis.getAsLong()), nowMillis, limits);
        files.makeDirectories("/tmp");
        files.reported = files.root;
        return files;
    }

    /** A tree with nothing in it. */
    public static Files empty(LongSupplier nowMillis, FileLimits limits) {
        return new Files(Directory.empty(nowMillis.getAsLong()), nowMillis, limits);
    }

    /** A tree with the learner's empty home, and a few files that tell where one is. */
    public static Files ofLearner(LongSupplier nowMillis) {
        Files files = create(nowMillis, FileLimits.LEARNER);
        files.makeDirectories(HOME);
        LearnerMachine.furnish(files);
        files.reported = files.root;
        return files;
    }

    /** Resolves {@code .}, {@code ..} and repeated slashes; a relative path starts at the (absolute) directory. */
    public static String normalise(String directory, String written) {
        Deque<String> parts = new ArrayDeque<>();
        String whole = written.startsWith("/") ? written : directory + "/" + written;
        for (String part : whole.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    // reading

    public Optional<FileNode> at(String path) {
        Optional<Mounts.Mount> mount = mounts.covering(path);
        Optional<FileNode> found = mount.isPresent() ? mount.get().volume().at(mount.get().inside(path)) : own(path);
        return found.map(node -> mounts.onto(path, node));
    }

    private Optional<FileNode> own(String path) {
        FileNode node = root;
        for (String name : parts(path)) {
            node = node instanceof Directory directory ? directory.entries().get(name) : null;
            if (node == null) {
                return Optional.empty();
            }
        }
        return Optional.of(node);
    }

    public boolean isDirectory(String path) {
        return at(path).orElse(null) instanceof Directory;
    }

    public boolean isFile(String path) {
        return at(path).orElse(null) instanceof TextFile;
    }

    /** The text of the file there; empty where {@link #problemReading} has an answer. */
    public Optional<String> content(String path) {
        return at(path).orElse(null) instanceof TextFile file ? Optional.of(file.content()) : Optional.empty();
    }

    /** Why the path cannot be read as a file. */
    public Optional<FileProblem> problemReading(String path) {
        return at(path).map(node -> node instanceof Directory ? FileProblem.IS_DIRECTORY : null).or(() -> isFile(path) ? Optional.empty() : problemFinding(path));
    }

    /** Why nothing is at the path. */
    public Optional<FileProblem> problemFinding(String path) {
        if (at(path).isPresent()) {
            return Optional.empty();
        }
        String above = path;
        while (at(above).isEmpty()) {
            above = parent(above);
        }
        return Optional.of(isFile(above) ? FileProblem.NOT_DIRECTORY : FileProblem.NOT_FOUND);
    }

    // changing

    /** Makes or replaces the file; the directory must exist. */
    public Optional<FileProblem> write(String path, String content) {
        boolean executable = at(path).orElse(null) instanceof TextFile old && old.executable();
        return put(path, TextFile.of(content, nowMillis.getAsLong(), executable));
    }

    public Optional<FileProblem> append(String path, String content) {
        if (!(at(path).orElse(null) instanceof TextFile old)) {
            return write(path, content);
        }
        long bytes = old.bytes() + content.getBytes(StandardCharsets.UTF_8).length;
        return put(path, new TextFile(old.content() + content, nowMillis.getAsLong(), old.executable(), bytes));
    }

    /** Makes the file if nothing is there, otherwise sets its time of change. */
    public Optional<FileProblem> touch(String path) {
        long now = nowMillis.getAsLong();
        return switch (at(path).orElse(null)) {
            case null -> write(path, "");
            case TextFile file -> put(path, new TextFile(file.content(), now, file.executable(), file.bytes()));
            case Directory directory -> replace(path, Directory.of(directory.entries(), now));
        };
    }

    public Optional<FileProblem> setExecutable(String path, boolean executable) {
        return switch (at(path).orElse(null)) {
            case null -> problemFinding(path);
            case TextFile file -> replace(path, new TextFile(file.content(), file.modifiedMillis(), executable, file.bytes()));
            case Directory directory -> Optional.empty();
        };
    }

    public Optional<FileProblem> makeDirectory(String path) {
        if (at(path).isPresent()) {
            return Optional.of(FileProblem.EXISTS);
        }
        return put(path, Directory.empty(nowMillis.getAsLong()));
    }

    /** With all parents that are missing; an existing directory is fine. */
    public Optional<FileProblem> makeDirectories(String path) {
        if (isDirectory(path)) {
            return Optional.empty();
        }
        Optional<FileProblem> above = makeDirectories(parent(path));
        return above.isPresent() ? above : makeDirectory(path).map(problem -> problem == FileProblem.EXISTS ? FileProblem.NOT_DIRECTORY : problem);
    }

    /** Removes the file, or the directory with everything below it. */
    public Optional<FileProblem> remove(String path) {
        if (path.equals("/")) {
            return Optional.of(FileProblem.BUSY);
        }
        Optional<FileProblem> problem = problemFinding(path);
        if (problem.isEmpty() && mounts.holds(path)) {
            return Optional.of(FileProblem.BUSY);
        }
        Optional<Mounts.Mount> mount = mounts.covering(path);
        if (problem.isEmpty() && mount.isPresent()) {
            return mount.get().readOnly() ? Optional.of(FileProblem.READ_ONLY) : mount.get().volume().remove(mount.get().inside(path));
        }
        if (problem.isEmpty() && isLocked(path)) {
            return Optional.of(FileProblem.READ_ONLY);
        }
        if (problem.isEmpty()) {
            root = changed(root, parts(path), 0, null);
        }
        return problem;
    }

    /** Puts the whole node under the other path, replacing what is there; its times stay. */
    public Optional<FileProblem> copy(String from, String to) {
        Optional<FileNode> node = at(from);
        return node.isEmpty() ? problemFinding(from) : put(to, node.get());
    }

    /** Moves the whole node, replacing what is there. */
    public Optional<FileProblem> move(String from, String to) {
        if (from.equals(to)) {
            return Optional.empty();
        }
        if (to.startsWith(from.equals("/") ? "/" : from + "/")) {
            return Optional.of(FileProblem.INVALID);
        }
        Optional<FileNode> node = at(from);
        if (node.isEmpty()) {
            return problemFinding(from);
        }
        if (mounts.covering(from).isPresent() || mounts.covering(to).isPresent()) {
            return put(to, node.get()).or(() -> remove(from));
        }
        Directory before = root;
        Optional<FileProblem> busy = remove(from);
        if (busy.isPresent()) {
            return busy;
        }
        Optional<FileProblem> problem = put(to, node.get());
        if (problem.isPresent()) {
            root = before;
        }
        return problem;
    }

    private Optional<FileProblem> put(String path, FileNode node) {
        Optional<Mounts.Mount> mount = mounts.covering(path);
        if (mount.isPresent()) {
            return mount.get().readOnly() ? Optional.of(FileProblem.READ_ONLY) : mount.get().volume().put(mount.get().inside(path), node);
        }
        String parent = parent(path);
        FileNode old = at(path).orElse(null);
        if (path.equals("/") || old instanceof Directory && node instanceof TextFile) {
            return Optional.of(FileProblem.IS_DIRECTORY);
        }
        if (!isDirectory(parent)) {
            return isFile(parent) ? Optional.of(FileProblem.NOT_DIRECTORY) : problemFinding(parent);
        }
        if (name(path).getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES || parts(path).length > limits.maxDepth()) {
            return Optional.of(FileProblem.NAME_TOO_LONG);
        }
        if (node instanceof TextFile file && file.bytes() > limits.maxFileBytes()) {
            return Optional.of(FileProblem.TOO_LARGE);
        }
        long bytes = root.bytes() + node.bytes() - (old == null ? 0 : old.bytes());
        int count = root.count() + node.count() - (old == null ? 0 : old.count());
        boolean grows = old == null || node.bytes() > old.bytes() || node.count() > old.count();
        if (grows && (bytes > limits.maxTotalBytes() || count > limits.maxFiles())) {
            return Optional.of(FileProblem.NO_SPACE);
        }
        return replace(path, node);
    }

    private Optional<FileProblem> replace(String path, FileNode node) {
        Optional<Mounts.Mount> mount = mounts.covering(path);
        if (mount.isPresent()) {
            return mount.get().readOnly() ? Optional.of(FileProblem.READ_ONLY) : mount.get().volume().replace(mount.get().inside(path), node);
        }
        if (isLocked(path)) {
            return Optional.of(FileProblem.READ_ONLY);
        }
        root = path.equals("/") ? (Directory) node : changed(root, parts(path), 0, node);
        return Optional.empty();
    }

    /** The directory with that node at the end of the path; null removes. */
    private Directory changed(Directory directory, String[] parts, int depth, FileNode node) {
        String name = parts[depth];
        FileNode old = directory.entries().get(name);
        if (depth < parts.length - 1) {
            return directory.with(name, changed((Directory) old, parts, depth + 1, node), directory.modifiedMillis());
        }
        if (node == null) {
            return directory.without(name, nowMillis.getAsLong());
        }
        return directory.with(name, node, old == null ? nowMillis.getAsLong() : directory.modifiedMillis());
    }

    private static String[] parts(String path) {
        return path.equals("/") ? new String[0] : path.substring(1).split("/");
    }

    /** The directory that a normalised path lies in. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** The last part of a normalised path. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * Lets a file or directory of another file system appear here from now on; directories on the way are made. What appears is not saved or reported
     * with this file system.
     *
     * @param within what of the other one is seen; has to be there
     */
    public void mount(String path, Files volume, String within, boolean readOnly) {
        makeDirectories(parent(path));
        if (volume.isDirectory(within)) {
            makeDirectories(path);
        } else if (at(path).isEmpty()) {
            write(path, "");
        }
        mounts.add(new Mounts.Mount(path, volume, within, readOnly));
    }

    /** From now on, only what is at or below these paths can be changed, and what is mounted. */
    public void lock(List<String> except) {
        open = except;
    }

    /** Whether nothing can be changed there. */
    public boolean isReadOnly(String path) {
        return mounts.covering(path).map(Mounts.Mount::readOnly).orElseGet(() -> isLocked(path));
    }

    private boolean isLocked(String path) {
        return open.stream().noneMatch(place -> path.equals(place) || path.startsWith(place + "/"));
    }

    public List<MountPoint> mountPoints() {
        return mounts.places();
    }

    // observing, saving, forking

    /** What has changed since this was last asked; several changes of one file are one. Times of change and touching are not reported. */
    public List<FileChange> takeChanges() {
        List<FileChange> changes = FileDifferences.between(reported, root);
        reported = root;
        return changes;
    }

    /** Repeats a change that was observed elsewhere, without reporting it again. */
    public void apply(FileChange change) {
        List<FileChange> pending = takeChanges();
        if (!pending.isEmpty()) {
            throw new IllegalStateException("changes of one's own are taken before others are applied: " + pending.getFirst().path());
        }
        switch (change) {
            case FileChange.Written written -> {
                makeDirectories(parent(written.path()));
                write(written.path(), written.content());
                setExecutable(written.path(), written.executable());
            }
            case FileChange.DirectoryMade made -> makeDirectories(made.path());
            case FileChange.Removed removed -> remove(removed.path());
        }
        reported = root;
    }

    /** The whole tree at this instant; costs nothing. */
    public Directory snapshot() {
        return root;
    }

    /** A tree of its own that starts as this snapshot. */
    public static Files of(Directory snapshot, LongSupplier nowMillis, FileLimits limits) {
        return new Files(snapshot, nowMillis, limits);
    }

    public Json save() {
        return SavedFiles.of(root);
    }

    public static Files restore(Json state, LongSupplier nowMillis, FileLimits limits) {
        return new Files(SavedFiles.tree(state), nowMillis, limits);
    }
}
