package dev.reconcile.web.kube;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Two clusters that are alike: our kubectl works on one, a real kubectl on the other. */
record Twins(Endpoint ours, Endpoint theirs, RealKubectl kubectl) {
    private static final List<Path> FILES = List.of(Path.of("src/main/resources/home"), Path.of("src/test/resources/kubectl/manifests"));

    /** What both said, with what may differ between any two clusters masked. */
    record Said(RealKubectl.Ran ours, RealKubectl.Ran theirs) {
        boolean alike() {
            return ours.equals(theirs);
        }
    }

    /** A text that stands for whatever matches. */
    private record Mask(Pattern pattern, String with) {
        static Mask of(String pattern, String with) {
            return new Mask(Pattern.compile(pattern), with);
        }
    }

    private static final List<Mask> MASKS = List.of(
            // A real client works out ages by its own clock, and is told so.
            Mask.of("<invalid>", "<age>"),
            Mask.of("Warning: time is simulated in this cluster: .*\\n", ""),
            Mask.of("kubectl\\.1\\.\\d+", "kubectl"),
            Mask.of("\u001b\\[[0-9;]*m", ""),
            Mask.of("https?://[0-9a-zA-Z.:_/-]+", "<address>"),
            Mask.of("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uid>"),
            Mask.of("eyJ[\\w.-]+", "<token>"),
            Mask.of("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)", "<time>"),
            Mask.of("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000", "<time>"),
            Mask.of("\\d{4}[-/]\\d\\d[-/]\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( [+]\\d{4})?", "<time>"),
            Mask.of("\\b10\\.\\d+\\.\\d+\\.\\d+", "<ip>"),
            Mask.of("(resourceVersion\"?: \"?)\\d+", "$1<revision>"),
            Mask.of("-[0-9a-f]{8,10}(-[0-9a-z]{5})?\\b", "-<hash>"),
            Mask.of("(pod-template-hash\"?[:=] ?\"?)[0-9a-z]+", "$1<hash>"),
            Mask.of("(?<=-)[bcdfghjklmnpqrstvwxz2456789]{5}\\b", "<random>"),
            Mask.of("containerd://[0-9a-f]+|sha256:[0-9a-f]+|\\b[0-9a-f]{64}\\b", "<id>"),
            Mask.of("\\b3[0-2]\\d{3}\\b", "<port>"),
            Mask.of("provisioner-<hash>-\\w{5}", "provisioner-<hash>"),
            Mask.of("\\bworker-[123]\\b", "<worker>"),
            Mask.of("\\b\\d+\\.\\d+(m?s)\\b", "<span>"),
            Mask.of("/tmp/(LIVE|MERGED)-\\d+", "/tmp/$1"),
            Mask.of("(?<=\\s|\\()(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(?=[\\s)]|$)(?<=[dhms])", "<age>"),
            Mask.of("(?m)[ \\t]+$", ""),
            Mask.of(" {2,}", "  "));

    static Twins fresh(RealKubectl kubectl) {
        Twins twins = new Twins(Endpoint.fresh().paused(), Endpoint.fresh().paused(), kubectl);
        for (Path folder : FILES) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(twins::copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        // While the real one waits, its cluster's time flies as it does for ours.
        twins.clock("{\"action\":\"speed\",\"speed\":20}");
        return twins;
    }

    private void copy(Path file) {
        try {
            String content = Files.readString(file);
            Files.writeString(RealKubectl.home().resolve(file.getFileName()), content);
            ours.as().contentType(ContentType.JSON).body(Map.of("content", content))
                    .put("/api/sessions/" + ours.session() + "/files/" + file.getFileName()).then().statusCode(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void jump(String by) {
        ours.jump(by);
        theirs.jump(by);
    }

    Said say(String line) {
        var answer = ours.as().contentType(ContentType.JSON).body(Map.of("line", "kubectl " + line))
                .post("/api/sessions/" + ours.session() + "/commands").then().statusCode(200).extract();
        RealKubectl.Ran own = new RealKubectl.Ran(answer.path("exitCode"), answer.path("stdout"), answer.path("stderr"));
        RealKubectl.Ran real = kubectl.run(theirs, RealKubectl.words(line), "", () -> clock("{\"action\":\"run\"}"));
        clock("{\"action\":\"pause\"}");
        return new Said(masked(own), masked(real));
    }

    private void clock(String action) {
        theirs.as().contentType(ContentType.JSON).body(action).post("/api/sessions/" + theirs.session() + "/clock").then().statusCode(200);
    }

    private static RealKubectl.Ran masked(RealKubectl.Ran ran) {
        return new RealKubectl.Ran(ran.code(), masked(ran.out()), masked(ran.err()));
    }

    static String masked(String text) {
        String masked = text;
        for (Mask mask : MASKS) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.with());
        }
        return String.join("\n", withEventsSorted(masked.lines().toList()));
    }

    /** Events of one second stand in the order of their milliseconds, which differ between clusters. */
    private static List<String> withEventsSorted(List<String> lines) {
        List<String> sorted = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (String line : lines) {
            boolean event = line.startsWith("  Normal ") || line.startsWith("  Warning ");
            if (!event) {
                events.stream().sorted().forEach(sorted::add);
                events.clear();
            }
            (event ? events : sorted).add(line);
        }
        events.stream().sorted().forEach(sorted::add);
        return sorted;
    }
}
