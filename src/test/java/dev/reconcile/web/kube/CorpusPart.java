package dev.reconcile.web.kube;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Command lines for a fresh cluster, which each kubectl gets for itself.
 *
 * @param lines what comes after {@code kubectl}; {@code ~ 60s} moves the clock, which else stands still unless a command waits;
 *     after {@code ^C} comes a command that waits for what does not happen, and is interrupted
 */
record CorpusPart(String title, List<String> lines) {
    private static final List<Path> FILES = List.of(Path.of("src/main/resources/home"), Path.of("src/test/resources/kubectl/manifests"));
    private static final String INTERRUPTED = "^C ";

    /**
     * How our kubectl did on a line.
     *
     * @param waited virtual time went by meanwhile
     */
    record Said(String line, RealKubectl.Ran ran, boolean waited) {
        RealKubectl.Waiting asLong() {
            return line.startsWith(INTERRUPTED) ? RealKubectl.Waiting.FOR_NOTHING : waited ? RealKubectl.Waiting.FOR_THE_CLOCK : RealKubectl.Waiting.NO;
        }
    }

    private static String command(String line) {
        return line.startsWith(INTERRUPTED) ? line.substring(INTERRUPTED.length()) : line;
    }

    static List<CorpusPart> all() throws IOException {
        List<CorpusPart> parts = new ArrayList<>();
        for (String line : RealKubectlTest.text("/kubectl/corpus.txt").lines().filter(text -> !text.isBlank() && !text.startsWith("# ")).toList()) {
            if (line.startsWith("## ")) {
                parts.add(new CorpusPart(line.substring(3), new ArrayList<>()));
            } else {
                parts.getLast().lines().add(line);
            }
        }
        return parts;
    }

    private static boolean isMove(String line) {
        return line.startsWith("~ ");
    }

    List<Said> ours() {
        Endpoint cluster = Endpoint.fresh().paused();
        files().forEach(file -> copy(file, cluster));
        List<Said> said = new ArrayList<>();
        String now = "";
        for (String line : lines) {
            var answer = cluster.as().contentType(ContentType.JSON).body(Map.of("line", isMove(line) ? "sleep " + line.substring(2) : "kubectl " + command(line)))
                    .post("/api/sessions/" + cluster.session() + "/commands").then().statusCode(200).extract();
            String then = answer.path("virtualTime");
            if (!isMove(line)) {
                said.add(new Said(line, new RealKubectl.Ran(answer.path("exitCode"), answer.path("stdout"), answer.path("stderr")), !then.equals(now)));
            }
            now = then;
        }
        return said;
    }

    /** @param ours tells where the clock has to go on */
    List<RealKubectl.Ran> theirs(RealKubectl kubectl, List<Said> ours) {
        Endpoint cluster = Endpoint.fresh().paused();
        files().forEach(CorpusPart::atHome);
        cluster.clock("{\"action\":\"speed\",\"speed\":20}");
        cluster.clock("{\"action\":\"pause\"}");
        List<RealKubectl.Ran> said = new ArrayList<>();
        for (String line : lines) {
            if (isMove(line)) {
                cluster.jump("+" + line.substring(2));
            } else {
                said.add(kubectl.run(cluster, RealKubectl.words(command(line)), ours.get(said.size()).asLong()));
            }
        }
        return said;
    }

    private static List<Path> files() {
        List<Path> found = new ArrayList<>();
        for (Path folder : FILES) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static void copy(Path file, Endpoint cluster) {
        cluster.as().contentType(ContentType.JSON).body(Map.of("content", content(file)))
                .put("/api/sessions/" + cluster.session() + "/files/" + file.getFileName()).then().statusCode(200);
    }

    private static void atHome(Path file) {
        try {
            Files.writeString(RealKubectl.home().resolve(file.getFileName()), content(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
