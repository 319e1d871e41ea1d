package dev.reconcile.kubectl;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.kubelet.Images;
import dev.reconcile.kubelet.Nodes;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Yaml;
import dev.reconcile.model.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recorded commands of one script, typed again one after the other in a cluster of their own. Each waits as long as the recorded one did
 * before the next; where the person waited for things to settle, longer, for here images are pulled and processes stop in their time.
 */
final class Transcript {
    private static final List<String> MANIFESTS = List.of("backup-cronjob", "data-processing-job", "myapp-rs", "mysql-headless-svc", "mysql-statefulset",
            "nginx-deployment", "node-exporter-daemonset", "selector-fragment", "strategy-recreate-fragment", "strategy-rollingupdate-fragment");
    /** Milliseconds between two commands of a script. */
    private static final long TYPING = 200;
    private static final String FOLDER = "/recordings/k8s-1.20.2/";
    /** A pod's name with an end by chance: the letters are those of {@code apimachinery/pkg/util/rand}. */
    private static final Pattern POD = Pattern.compile("(?<= )(?:pod/)?([a-z]+(?:-[a-z]+)*-)[bcdfghjklmnpqrstvwxz2456789]{5}(?= |$)");
    private static final Pattern SET = Pattern.compile("(?<=delete rs )([a-z]+-)[a-f0-9]{8,10}");

    /** One command: what was recorded, what it prints today. Both are {@code exit, stdout, stderr}. */
    record Turn(int number, String command, String recorded, String today) {}

    private record Watch(int number, Json line, Bench.Running running, int until) {}

    private final Bench bench;
    /** The manifest of what is there before the first command; empty for nothing. */
    private final String world;
    private final String namespace;
    /** Seconds before the first command: the recorded minute began then. */
    private final long before;
    private final List<Json> lines;
    private final Map<Integer, Turn> turns = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();
    private final List<Watch> watches = new ArrayList<>();
    private int typed;

    private Transcript(String name) {
        List<Json> all = recording("transcripts/" + name + ".jsonl").lines().map(JsonText::trusted).toList();
        namespace = all.getFirst().text("namespace");
        before = all.getFirst().number(10, "before");
        world = all.getFirst().textOrEmpty("world");
        bench = new Bench(new StandardBlueprint(Nodes.standard(), Images.standard().with(images(all.getFirst().texts("ends")))));
        lines = all.subList(1, all.size());
    }

    static List<Turn> replay(String name) {
        return new Transcript(name).replay();
    }

    /** What ran on the recorded nodes, but for images whose programs were ended by hand there. */
    private static List<Json> images(List<String> ended) {
        try {
            return ((List<?>) Yaml.parse(resource("/recordings/hollow-images.yaml")).value()).stream().map(Json.class::cast)
                    .filter(image -> !ended.contains(image.text("name"))).toList();
        } catch (Yaml.Malformed e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Turn> replay() {
        for (String file : MANIFESTS) {
            bench.files.write("/home/learner/" + file + ".yaml", resource("/recordings/manifests/" + file + ".yaml"));
        }
        // There was no provisioner.
        bench.run("kubectl delete storageclass standard");
        bench.run("kubectl create namespace " + namespace + "; kubectl config set-context --current --namespace=" + namespace);
        if (!world.isEmpty()) {
            bench.files.makeDirectories("/home/learner/emptydir");
            bench.run("kubectl create namespace other");
            bench.pass(10);
            bench.run("kubectl create -f -", resource("/recordings/" + world + ".yaml"));
        }
        bench.pass(before);
        for (int i = 0; i < lines.size(); i++) {
            Json line = lines.get(i);
            String command = named(line.textOrEmpty("command"));
            if (line.has("delete")) {
                // Straight to the API, without options.
                List<String> names = line.texts("delete");
                bench.cluster.request(Request.delete(Caller.learner(0),
                        new ObjectKey(names.getFirst() + "." + line.text("group"), namespace, names.getLast()), Options.NONE));
            } else if (line.has("through")) {
                watches.add(new Watch(i, line, bench.start(command).go(bench.cluster.now()), typed + (int) line.number(0, "through")));
            } else {
                // CronJobs and disruption budgets had other versions at that time.
                String input = line.textOrEmpty("stdin").replace("batch/v1beta1", "batch/v1").replace("policy/v1beta1", "policy/v1");
                Bench.Result result = bench.run(command, input);
                note(i, line, result);
                if (result.exit() == 0 && line.isTrue("undone")) {
                    bench.run("kubectl delete --now -f -", input);
                }
                typed++;
            }
            pause(line);
        }
        return List.copyOf(turns.values());
    }

    private void note(int number, Json line, Bench.Result result) {
        turns.put(number, new Turn(number, line.text("command"), text(line.number(0, "exit"), line.textOrEmpty("stdout"), line.textOrEmpty("stderr")),
                text(result.exit(), result.out(), result.err())));
    }

    private static String text(long exit, String out, String err) {
        return "exit " + exit + "\n" + out + (out.isEmpty() || out.endsWith("\n") ? "" : "\n") + err;
    }

    private void pause(Json line) {
        long until = bench.cluster.now() + (line.has("after") ? (long) (((Number) line.get("after")).doubleValue() * 1000) : TYPING);
        watches.forEach(watch -> watch.running().go(until));
        bench.cluster.runUntil(until);
        watches.removeIf(watch -> {
            boolean over = watch.until() <= typed;
            if (over) {
                watch.running().interrupt();
                note(watch.number(), watch.line(), watch.running().result());
            }
            return over;
        });
    }

    /** Pods have other names today: the first that begins so is meant. */
    private String named(String command) {
        return replaced(replaced(command, POD, "pods"), SET, "rs");
    }

    private String replaced(String command, Pattern pattern, String kind) {
        Matcher name = pattern.matcher(command);
        return name.replaceAll(found -> names.computeIfAbsent(found.group(), recorded -> bench.run("kubectl get " + kind + " -o name").out().lines()
                .map(line -> line.substring(line.indexOf('/') + 1)).filter(line -> line.startsWith(found.group(1)))
                .findFirst().map(line -> recorded.startsWith("pod/") ? "pod/" + line : line).orElse(recorded)));
    }

    /** The text of a file among the recordings. */
    static String recording(String file) {
        return resource(FOLDER + file);
    }

    static String resource(String path) {
        try (InputStream in = Transcript.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
