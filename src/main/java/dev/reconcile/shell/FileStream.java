package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.Optional;

/** An open file: reads on from where it is, writes at the end. Several processes may share one. */
public final class FileStream implements Input, Output {
    private final Files files;
    private final String path;
    private int offset;
    private FileProblem problem;

    public FileStream(Files files, String path) {
        this.files = files;
        this.path = path;
    }

    public static FileStream restore(Json state, Files files) {
        FileStream stream = new FileStream(files, state.text("path"));
        stream.offset = (int) state.number(0, "offset");
        stream.problem = state.has("problem") ? FileProblem.valueOf(state.text("problem")) : null;
        return stream;
    }

    public Json save() {
        return Json.of("path", path, "offset", offset, "problem", problem == null ? null : problem.name());
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public boolean ended() {
        return offset >= content().length();
    }

    @Override
    public String take(int most) {
        String content = content();
        int start = Math.min(offset, content.length());
        int end = (int) Math.min((long) start + most, content.length());
        offset = end;
        return content.substring(start, end);
    }

    @Override
    public Optional<String> takeLine() {
        String content = content();
        if (offset >= content.length()) {
            return Optional.empty();
        }
        int newline = content.indexOf('\n', offset);
        return Optional.of(take((newline < 0 ? content.length() : newline + 1) - offset));
    }

    private String content() {
        return files.content(path).orElse("");
    }

    @Override
    public void write(String text) {
        Optional<FileProblem> refused = files.append(path, text);
        problem = refused.orElse(problem);
    }

    @Override
    public boolean broken() {
        return problem != null;
    }

    /** Why a write was refused, since this was last asked. */
    Optional<FileProblem> takeProblem() {
        Optional<FileProblem> taken = Optional.ofNullable(problem);
        problem = null;
        return taken;
    }
}
