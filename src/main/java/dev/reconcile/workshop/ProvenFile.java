package dev.reconcile.workshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Remembers in the data directory what has been proven by this very program, so that a restart need not prove it again. */
final class ProvenFile {
    private static final System.Logger LOG = System.getLogger(ProvenFile.class.getName());

    /** @param digest of the exercise's files and of the program */
    record Line(String digest, int solutions, int mutants, int snippets) {}

    private final Optional<Path> file;
    private final String program;
    private final TreeMap<String, Line> lines = new TreeMap<>();

    /** @param data the data directory; empty if there is none, then nothing is remembered */
    ProvenFile(Optional<Path> data) {
        this.file = data.map(directory -> directory.resolve("proven-exercises"));
        this.program = program();
        file.filter(Files::isRegularFile).ifPresent(this::read);
    }

    /** Changes with every build. */
    private static String program() {
        try {
            Path code = Path.of(ProvenFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return code.getFileName() + " " + Files.getLastModifiedTime(code);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the program does not find its own code", e);
        }
    }

    private void read(Path from) {
        try {
            for (String text : Files.readAllLines(from)) {
                String[] words = text.split(" ");
                if (words.length == 5) {
                    lines.put(words[0], new Line(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]), Integer.parseInt(words[4])));
                }
            }
        } catch (IOException | NumberFormatException e) {
            LOG.log(System.Logger.Level.WARNING, "What was proven is proven again, because " + from + " cannot be read: " + e.getMessage());
        }
    }

    /** What is known of the folder as it is now. */
    Optional<Line> known(Path folder) {
        return Optional.ofNullable(lines.get(folder.getFileName().toString())).filter(line -> line.digest().equals(digest(folder)));
    }

    void proven(Path folder, Proof.Result result) {
        lines.put(result.id(), new Line(digest(folder), result.solutions(), result.mutants(), result.snippets()));
        file.ifPresent(this::write);
    }

    private void write(Path to) {
        List<String> text = lines.entrySet().stream()
                .map(entry -> String.join(" ", entry.getKey(), entry.getValue().digest(), "" + entry.getValue().solutions(), "" + entry.getValue().mutants(),
                        "" + entry.getValue().snippets()))
                .toList();
        try {
            Files.write(to, text);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "What was proven will be proven again, because " + to + " cannot be written: " + e.getMessage());
        }
    }

    private String digest(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(program.getBytes(StandardCharsets.UTF_8));
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update((folder.relativize(each) + " " + Files.size(each) + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(each));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
