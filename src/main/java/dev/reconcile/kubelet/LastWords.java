package dev.reconcile.kubelet;

import java.util.List;
import java.util.stream.Collectors;

/** What a container leaves as the message of its end ({@code pkg/kubelet/kuberuntime/kuberuntime_container.go}, {@code getTerminationMessage}). */
final class LastWords {
    /** Upstream: {@code MaxContainerTerminationMessageLength}. */
    private static final int MOST_CHARACTERS = 4_096;
    private static final int MOST_LOG_CHARACTERS = 2_048;
    private static final int MOST_LOG_LINES = 80;

    private LastWords() {}

    /** The file that the specification names; where it asks for that and the container failed without it, the end of the log. */
    static String of(Container container) {
        String path = container.origin().spec().textOrEmpty("terminationMessagePath");
        String written = path.isEmpty() ? "" : container.written(path);
        if (!written.isEmpty()) {
            return tail(written, MOST_CHARACTERS);
        }
        boolean wanted = "FallbackToLogsOnError".equals(container.origin().spec().text("terminationMessagePolicy"));
        return wanted && container.exitCode() != 0 ? log(container) : "";
    }

    private static String log(Container container) {
        List<ContainerLog.Line> lines = container.log().lines();
        String text = lines.subList(Math.max(0, lines.size() - MOST_LOG_LINES), lines.size()).stream()
                .map(line -> line.text() + "\n").collect(Collectors.joining());
        return tail(text, MOST_LOG_CHARACTERS);
    }

    private static String tail(String text, int most) {
        return text.substring(Math.max(0, text.length() - most));
    }
}
