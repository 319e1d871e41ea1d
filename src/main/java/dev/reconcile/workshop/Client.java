package dev.reconcile.workshop;

/**
 * A program on the learner's own machine that asks the cluster.
 *
 * @param agent its user agent: {@code kubectl/v1.33.0 (linux/amd64) kubernetes/60a317e}
 * @param command the command line's verbs, where it tells them: {@code kubectl apply}; otherwise empty
 * @param run names one run of the command, so that its requests are known to belong together; otherwise empty
 */
public record Client(String agent, String command, String run) {
    private static final int LONGEST_TEXT = 200;

    public Client {
        agent = shortened(agent);
        command = shortened(command);
        run = shortened(run);
    }

    private static String shortened(String text) {
        return text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    /** Program and version: {@code kubectl/v1.33.0}. */
    public String program() {
        int end = agent.indexOf(' ');
        return agent.isEmpty() ? "unknown" : end < 0 ? agent : agent.substring(0, end);
    }
}
