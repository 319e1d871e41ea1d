package dev.reconcile.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The machine that a person's terminal stands on: a few files that tell what it is, and a word on programs that it does not have. */
final class LearnerMachine {
    /** A program's name and the nearest way that works: {@code shell/elsewhere.tsv}. */
    private static final SortedMap<String, String> ELSEWHERE = read();

    private LearnerMachine() {}

    private static SortedMap<String, String> read() {
        try (InputStream file = LearnerMachine.class.getResourceAsStream("/shell/elsewhere.tsv")) {
            SortedMap<String, String> hints = new TreeMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t"))
                    .forEach(cells -> {
                        for (String name : cells[0].split(" ")) {
                            hints.put(name, cells[1]);
                        }
                    });
            return hints;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void furnish(Files files) {
        files.makeDirectories("/etc");
        files.write("/etc/hostname", "lab\n");
        files.write("/etc/os-release", "PRETTY_NAME=\"Reconcile\"\nNAME=\"Reconcile\"\nID=reconcile\nID_LIKE=debian\n");
        files.write("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nlearner:x:1000:1000::/home/learner:/bin/bash\n");
    }

    /** What to do where a program is not here that people may look for. */
    static Optional<String> insteadOf(String name) {
        return Optional.ofNullable(ELSEWHERE.get(name));
    }
}
