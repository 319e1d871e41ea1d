package dev.reconcile.web.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kubectl that is installed on this machine.
 *
 * @param minor of its version 1.x
 */
record RealKubectl(Path binary, int minor) {
    /** How a command came out. */
    record Ran(int code, String out, String err) {}

    /** What a command needs before it ends. */
    enum Waiting { NO, FOR_THE_CLOCK, FOR_NOTHING }

    private static final List<String> USUAL_PLACES = List.of("/usr/local/bin", "/usr/bin", "/usr/lib/google-cloud-sdk/bin", "/snap/bin", "/opt/homebrew/bin");
    private static final Pattern NAME = Pattern.compile("kubectl([.-]v?1\\.\\d+.*)?");
    private static final Pattern VERSION = Pattern.compile("v1\\.(\\d+)\\.");
    /** Stands for a person at an editor: whatever is red becomes blue. */
    private static final String EDITOR = "perl -pi -e s/red/blue/";

    private static final int PATIENCE = 2;
    private static final int SECONDS = 60;

    /** One of each version that is installed, the oldest first. */
    static List<RealKubectl> installed() {
        Map<Integer, RealKubectl> found = new TreeMap<>();
        List<String> places = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        places.addAll(USUAL_PLACES);
        List<Path> candidates = new ArrayList<>();
        for (String place : places) {
            try (Stream<Path> files = Files.isDirectory(Path.of(place)) ? Files.list(Path.of(place)) : Stream.empty()) {
                files.filter(file -> NAME.matcher(file.getFileName().toString()).matches() && Files.isExecutable(file)).forEach(candidates::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        // Names with a version first: what is called plain kubectl may only choose among those, and speaks a little differently.
        candidates.sort(Comparator.comparing((Path file) -> file.getFileName().toString().length()).reversed());
        candidates.forEach(file -> version(file, found));
        return List.copyOf(found.values());
    }

    private static void version(Path file, Map<Integer, RealKubectl> found) {
        Ran ran = start(List.of(file.toString(), "version", "--client", "-o", "json"), "", Map.of(), SECONDS);
        Matcher version = VERSION.matcher(ran.out());
        if (version.find()) {
            int minor = Integer.parseInt(version.group(1));
            found.putIfAbsent(minor, new RealKubectl(file, minor));
        }
    }

    /** Runs it on a cluster. Ends it after a minute. */
    Ran run(Endpoint cluster, List<String> arguments, String input) {
        return start(command(arguments), input, environment(cluster), SECONDS);
    }

    /** Runs it on a cluster whose clock stands still, and lets the clock go while the command needs it. */
    Ran run(Endpoint cluster, List<String> arguments, Waiting waiting) {
        if (waiting == Waiting.NO) {
            return start(command(arguments), "", environment(cluster), SECONDS);
        }
        cluster.clock("{\"action\":\"run\"}");
        Ran ran = start(command(arguments), "", environment(cluster), waiting == Waiting.FOR_NOTHING ? PATIENCE : SECONDS);
        cluster.clock("{\"action\":\"pause\"}");
        return ran;
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Runs it in a terminal of its own, which util-linux' {@code script} makes, with somebody at the keyboard. */
    Ran inTerminal(Endpoint cluster, String line, String typed) {
        return start(List.of("script", "-qefc", binary + " " + line, "/dev/null"), typed, environment(cluster), SECONDS);
    }

    static boolean canMakeTerminals() {
        return start(List.of("sh", "-c", "script --version"), "", Map.of(), SECONDS).out().contains("util-linux");
    }

    /** Starts it on a cluster and lets it run; both streams go to the file. */
    Process started(Endpoint cluster, Path log, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(List.of(arguments))).directory(home().toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment(cluster));
        return builder.start();
    }

    private static Map<String, String> environment(Endpoint cluster) {
        return Map.of("KUBECONFIG", kubeconfig(cluster).toString(), "HOME", home().toString(), "KUBE_EDITOR", EDITOR);
    }

    static Path home() {
        try {
            return Files.createDirectories(Path.of("target", "kubectl-home").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that the page offers. */
    private static Path kubeconfig(Endpoint cluster) {
        Path file = home().resolve(cluster.session() + ".kubeconfig");
        try {
            return Files.exists(file) ? file : Files.writeString(file, cluster.kubeconfig().statusCode(200).extract().asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ran start(List<String> command, String input, Map<String, String> environment, int seconds) {
        try {
            Path out = Files.createTempFile("kubectl", ".out");
            Path err = Files.createTempFile("kubectl", ".err");
            Path in = Files.writeString(Files.createTempFile("kubectl", ".in"), input);
            ProcessBuilder builder = new ProcessBuilder(command).directory(home().toFile())
                    .redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                interrupt(process);
            }
            Ran ran = new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
            for (Path file : List.of(out, err, in)) {
                Files.delete(file);
            }
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As Ctrl-C does. */
    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
        if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** The words of a command line, with quotes as a shell reads them. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                word = word == null ? new StringBuilder() : word;
            } else if (quote == 0 && c == ' ') {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
            } else {
                word = word == null ? new StringBuilder() : word;
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    @Override
    public String toString() {
        return "kubectl 1." + minor;
    }
}
