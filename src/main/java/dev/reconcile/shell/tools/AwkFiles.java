package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.FileStream;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files that a program of awk prints into, and those that it reads with {@code getline}. */
final class AwkFiles {
    private final Invocation invocation;
    private final SortedMap<String, FileStream> reading = new TreeMap<>();
    private final TreeSet<String> written = new TreeSet<>();

    AwkFiles(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The first print into a file begins it anew, unless it appends. */
    void print(String name, String text, boolean append, AwkMachine machine) {
        if (name.equals("/dev/stdout") || name.equals("-")) {
            machine.print(text);
            return;
        }
        if (name.equals("/dev/stderr")) {
            invocation.io().err().write(text);
            return;
        }
        String path = invocation.path(name);
        boolean begins = written.add(name) && !append;
        Optional<FileProblem> problem = begins ? invocation.files().write(path, text) : invocation.files().append(path, text);
        if (problem.isPresent()) {
            throw new Regex.Wrong("cannot open \"" + name + "\" for output");
        }
    }

    /** The next line; null at the end, and where there is nothing to read. */
    String line(String name) {
        if (isUnreadable(name)) {
            return null;
        }
        FileStream stream = reading.computeIfAbsent(name, none -> new FileStream(invocation.files(), invocation.path(name)));
        return stream.takeLine().map(line -> line.endsWith("\n") ? line.substring(0, line.length() - 1) : line).orElse(null);
    }

    boolean isUnreadable(String name) {
        return invocation.files().problemReading(invocation.path(name)).isPresent();
    }

    /** From now on it is read from its beginning, and written anew. Whether it was open. */
    boolean close(String name) {
        return reading.remove(name) != null | written.remove(name);
    }

    Json save() {
        List<Json> streams = new ArrayList<>();
        reading.forEach((name, stream) -> streams.add(Json.of("name", name, "stream", stream.save())));
        return Json.of("reading", streams, "written", List.copyOf(written));
    }

    void load(Json saved) {
        saved.objects("reading").forEach(each -> reading.put(each.text("name"), FileStream.restore(each.object("stream"), invocation.files())));
        written.addAll(saved.texts("written"));
    }
}
