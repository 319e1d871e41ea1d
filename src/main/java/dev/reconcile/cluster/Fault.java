package dev.reconcile.cluster;

import dev.reconcile.model.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something that goes wrong in a cluster, or is made good again: what exercises, REST and the page can cause, with {@link Cluster#fault}. Each is one
 * line of text, as it stands in an exercise's script and in the log:
 *
 * <pre>
 * crash-container POD [container=NAME] [namespace=default] [exit-code=1]   its process ends
 * oom-kill-container POD [container=NAME] [namespace=default]              its process is killed for want of memory: OOMKilled, 137
 * power-off-node NODE          everything there ends at once; NotReady after 50 s, its pods are evicted 300 s later
 * power-on-node NODE           after 15 s the kubelet is back and starts the pods that are still the node's
 * cut-off-node NODE            its containers run on, but nobody hears of them; seen from the others like power-off-node
 * reconnect-node NODE          the kubelet reports and catches up
 * fill-disk NODE               DiskPressure, a taint, and one eviction after the other
 * free-disk NODE               the pressure is over five minutes later
 * break-image IMAGE            the registry does not give it: ErrImagePull, ImagePullBackOff; nodes that hold it already need no registry
 * slow-image IMAGE [factor=10] a pull takes so many times as long
 * restore-image IMAGE          the registry is as it was
 * break-volume CLAIM [namespace=default]     pods that start cannot mount it: FailedMount, ContainerCreating; running ones go on
 * restore-volume CLAIM [namespace=default]   they go on to start
 * </pre>
 *
 * An image is written as in a manifest; without a tag it is the tag latest. A container that is not named is the pod's first.
 */
public sealed interface Fault {
    /** The text of {@link #parse}, with everything said. */
    String text();

    /** The same as fields, for those who read the log. */
    Json details();

    /** @param container empty for the first */
    record CrashContainer(String namespace, String pod, String container, int exitCode) implements Fault {
        @Override
        public String text() {
            return line("crash-container", pod, "container", container, "namespace", shown(namespace), "exit-code", exitCode == 1 ? "" : "" + exitCode);
        }

        @Override
        public Json details() {
            return Json.of("fault", "crash-container", "namespace", namespace, "pod", pod, "container", container, "exitCode", exitCode);
        }
    }

    /** @param container empty for the first */
    record KillForMemory(String namespace, String pod, String container) implements Fault {
        @Override
        public String text() {
            return line("oom-kill-container", pod, "container", container, "namespace", shown(namespace));
        }

        @Override
        public Json details() {
            return Json.of("fault", "oom-kill-container", "namespace", namespace, "pod", pod, "container", container);
        }
    }

    record SwitchNode(String node, boolean on) implements Fault {
        @Override
        public String text() {
            return line(on ? "power-on-node" : "power-off-node", node);
        }

        @Override
        public Json details() {
            return Json.of("fault", on ? "power-on-node" : "power-off-node", "node", node);
        }
    }

    record LinkNode(String node, boolean up) implements Fault {
        @Override
        public String text() {
            return line(up ? "reconnect-node" : "cut-off-node", node);
        }

        @Override
        public Json details() {
            return Json.of("fault", up ? "reconnect-node" : "cut-off-node", "node", node);
        }
    }

    record FillDisk(String node, boolean full) implements Fault {
        @Override
        public String text() {
            return line(full ? "fill-disk" : "free-disk", node);
        }

        @Override
        public Json details() {
            return Json.of("fault", full ? "fill-disk" : "free-disk", "node", node);
        }
    }

    record BreakImage(String image) implements Fault {
        @Override
        public String text() {
            return line("break-image", image);
        }

        @Override
        public Json details() {
            return Json.of("fault", "break-image", "image", image);
        }
    }

    /** @param factor how many times as long as usual a pull takes, from 2 */
    record SlowImage(String image, int factor) implements Fault {
        @Override
        public String text() {
            return line("slow-image", image, "factor", "" + factor);
        }

        @Override
        public Json details() {
            return Json.of("fault", "slow-image", "image", image, "factor", factor);
        }
    }

    record RestoreImage(String image) implements Fault {
        @Override
        public String text() {
            return line("restore-image", image);
        }

        @Override
        public Json details() {
            return Json.of("fault", "restore-image", "image", image);
        }
    }

    record BreakVolume(String namespace, String claim, boolean broken) implements Fault {
        @Override
        public String text() {
            return line(broken ? "break-volume" : "restore-volume", claim, "namespace", shown(namespace));
        }

        @Override
        public Json details() {
            return Json.of("fault", broken ? "break-volume" : "restore-volume", "namespace", namespace, "claim", claim);
        }
    }

    /** What one line of text means; empty if it is no fault. */
    static Optional<Fault> parse(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        Optional<Word> word = Word.WORDS.stream().filter(known -> known.name().equals(words.getFirst())).findFirst();
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : words.subList(Math.min(2, words.size()), words.size())) {
            String[] parts = option.split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        boolean sound = word.isPresent() && words.size() >= 2 && !words.get(1).contains("=")
                && options.entrySet().stream().allMatch(option -> word.get().takes(option.getKey(), option.getValue()));
        return sound ? Optional.of(word.get().make().apply(new Said(words.get(1), options))) : Optional.empty();
    }

    /** What the first word of a line can be, for those who list the faults. */
    static List<String> words() {
        return Word.WORDS.stream().map(Word::name).toList();
    }

    /** The rest of a line: what is meant, and the options. */
    record Said(String target, Map<String, String> options) {
        String option(String name, String otherwise) {
            return options.getOrDefault(name, otherwise);
        }

        int number(String name, int otherwise) {
            return Integer.parseInt(option(name, "" + otherwise));
        }

        String namespace() {
            return option("namespace", DEFAULT);
        }
    }

    /** One kind of fault: its word, its options, and how it is made of a line. */
    record Word(String name, List<String> options, Function<Said, Fault> make) {
        private static final List<Word> WORDS = List.of(
                new Word("crash-container", List.of("container", "namespace", "exit-code"), said -> new CrashContainer(said.namespace(), said.target(),
                        said.option("container", ""), said.number("exit-code", 1))),
                new Word("oom-kill-container", List.of("container", "namespace"),
                        said -> new KillForMemory(said.namespace(), said.target(), said.option("container", ""))),
                new Word("power-off-node", List.of(), said -> new SwitchNode(said.target(), false)),
                new Word("power-on-node", List.of(), said -> new SwitchNode(said.target(), true)),
                new Word("cut-off-node", List.of(), said -> new LinkNode(said.target(), false)),
                new Word("reconnect-node", List.of(), said -> new LinkNode(said.target(), true)),
                new Word("fill-disk", List.of(), said -> new FillDisk(said.target(), true)),
                new Word("free-disk", List.of(), said -> new FillDisk(said.target(), false)),
                new Word("break-image", List.of(), said -> new BreakImage(said.target())),
                new Word("slow-image", List.of("factor"), said -> new SlowImage(said.target(), said.number("factor", 10))),
                new Word("restore-image", List.of(), said -> new RestoreImage(said.target())),
                new Word("break-volume", List.of("namespace"), said -> new BreakVolume(said.namespace(), said.target(), true)),
                new Word("restore-volume", List.of("namespace"), said -> new BreakVolume(said.namespace(), said.target(), false)));

        boolean takes(String option, String value) {
            return options.contains(option) && switch (option) {
                case "exit-code" -> value.matches("\\d{1,3}") && Integer.parseInt(value) <= 255;
                case "factor" -> value.matches("[1-9]\\d{0,3}") && Integer.parseInt(value) >= 2;
                default -> !value.isEmpty();
            };
        }
    }

    String DEFAULT = "default";

    private static String shown(String namespace) {
        return namespace.equals(DEFAULT) ? "" : namespace;
    }

    /** Word, target, and name, value, name, value, …; options without a value are left out. */
    private static String line(String word, String target, String... options) {
        StringBuilder line = new StringBuilder(word + " " + target);
        for (int i = 0; i < options.length; i += 2) {
            line.append(options[i + 1].isEmpty() ? "" : " " + options[i] + "=" + options[i + 1]);
        }
        return line.toString();
    }
}
