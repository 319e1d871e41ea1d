package dev.reconcile.web.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out of what a kubectl says whatever differs between any two clusters that are alike. */
final class Masks {
    private Masks() {}

    /** A text that stands for whatever matches. */
    record Mask(Pattern pattern, String with) {
        static Mask of(String pattern, String with) {
            return new Mask(Pattern.compile(pattern), with);
        }

        String in(String text) {
            return pattern.matcher(text).replaceAll(with);
        }
    }

    private static final List<Mask> MASKS = List.of(
            // A real client works out ages by its own clock, and is told so.
            Mask.of("<invalid>", "<age>"),
            Mask.of("Warning: time is simulated in this cluster: .*\\n", ""),
            // What the Go library logs.
            Mask.of("(?m)^[IWE]\\d{4} \\d\\d:.*\\n", ""),
            Mask.of("\\breconcile-[a-z0-9]{10,}\\b", "reconcile"),
            Mask.of("kubectl\\.1\\.\\d+", "kubectl"),
            Mask.of(Pattern.quote(RealKubectl.home().toString()), "/home/learner"),
            Mask.of("\u001b\\[[0-9;]*m", ""),
            Mask.of("https?://[0-9a-zA-Z.:_/-]+", "<address>"),
            Mask.of("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uid>"),
            Mask.of("eyJ[\\w.-]+", "<token>"),
            Mask.of("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)", "<time>"),
            Mask.of("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000", "<time>"),
            Mask.of("\\d{4}[-/]\\d\\d[-/]\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( [+]\\d{4})?", "<time>"),
            Mask.of("\\b172\\.18\\.0\\.\\d+", "<node ip>"),
            Mask.of("\\b10\\.\\d+\\.\\d+\\.\\d+", "<ip>"),
            Mask.of("(resourceVersion\"?: \"?|Resource Version: +)\\d+", "$1<revision>"),
            Mask.of("-[0-9a-f]{8,10}(-[0-9a-z]{5})?\\b", "-<hash>"),
            Mask.of("(pod-template-hash\"?[:=] ?\"?)[0-9a-z]+", "$1<hash>"),
            Mask.of("(?<=-)[bcdfghjklmnpqrstvwxz2456789]{5}\\b", "<random>"),
            Mask.of("containerd://[0-9a-f]+|sha256:[0-9a-f]+|\\b[0-9a-f]{64}\\b", "<id>"),
            Mask.of("\\b3[0-2]\\d{3}\\b", "<port>"),
            Mask.of("provisioner-<hash>-\\w{5}", "provisioner-<hash>"),
            Mask.of("\\bworker-[123]\\b", "<worker>"),
            Mask.of("\\b\\d+\\.\\d+(m?s)\\b", "<span>"),
            // A pull may take whole seconds too.
            Mask.of("\\S+ \\(\\S+ including waiting\\)", "<span> (<span> including waiting)"),
            Mask.of("/tmp/(LIVE|MERGED)-\\d+", "/tmp/$1"),
            Mask.of("(?<=\\s|\\()(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(?=[\\s)]|$)(?<=[dhms])", "<age>"),
            Mask.of("<age>( +\\d+%)?( +)\\d+Mi( +\\d+%)?", "<age> <use>"),
            Mask.of("(?m)[ \\t]+$", ""),
            Mask.of(" {2,}", "  "));

    /**
     * What stands for both in a comparison.
     *
     * @param first what goes first, on the text as it came
     */
    static String masked(String text, List<Mask> first) {
        String masked = text;
        for (Mask mask : first) {
            masked = mask.in(masked);
        }
        for (Mask mask : MASKS) {
            masked = mask.in(masked);
        }
        return String.join("\n", withEventsSorted(masked.lines().toList()));
    }

    /** What Tab offers, in the alphabet's order as a shell shows it; a flag may come with its {@code =} as well. */
    static String offered(String text, List<Mask> first) {
        return masked(text, first).lines().filter(line -> !line.startsWith(":") && !line.isEmpty())
                .map(line -> line.endsWith("=") ? line.substring(0, line.length() - 1) : line)
                .distinct().sorted().map(line -> line + "\n").collect(Collectors.joining());
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
