package dev.reconcile.kubectl;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.kubectl.call.ApiClient;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.Kubeconfig;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Resources;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can stand next on a kubectl command line: commands, flags, kinds, and what the cluster has ({@code kubectl/pkg/util/completion}). */
final class Completion {
    private static final List<String> FORMATS = List.of("json", "yaml", "name", "wide", "custom-columns=", "custom-columns-file=", "go-template=", "go-template-file=",
            "jsonpath=", "jsonpath-as-json=", "jsonpath-file=", "template=", "templatefile=");
    private static final List<String> OF_PODS = List.of("logs", "exec", "attach", "port-forward", "debug", "cp");
    private static final List<String> OF_NODES = List.of("cordon", "uncordon", "drain", "top node");
    private static final List<String> SCALED = List.of("deployment", "replicaset", "replicationcontroller", "statefulset");
    private static final List<String> EXPOSED = List.of("deployment", "pod", "replicaset", "replicationcontroller", "service");
    private static final List<String> WITH_CONTAINERS = List.of("cronjobs", "daemonsets", "deployments", "pods", "replicasets", "replicationcontrollers", "statefulsets");
    private static final List<String> OF_CONTEXTS = List.of("config use-context", "config delete-context", "config rename-context", "config get-contexts");
    private static final List<String> OF_KINDS = List.of("get", "describe", "delete", "edit", "label", "annotate", "patch", "expose", "scale", "autoscale", "wait",
            "apply view-last-applied", "apply edit-last-applied", "set image", "set env", "set resources", "set serviceaccount", "set selector");

    private final ApiClient client;
    private final List<Command> roots;
    private final Kubeconfig config;

    Completion(ApiClient client, List<Command> roots, Kubeconfig config) {
        this.client = client;
        this.roots = roots;
        this.config = config;
    }

    /**
     * Whole words; empty where only names of files fit.
     *
     * @param before the words after kubectl that are complete
     * @param current the beginning of the next
     */
    List<String> words(List<String> before, String current) {
        boolean help = !before.isEmpty() && before.getFirst().equals("help");
        Commands.Named named = Commands.find(roots, help ? before.subList(1, before.size()) : before);
        Words words = Words.of(Commands.flags(named.command()), named.rest());
        if (words.open().isPresent()) {
            return values(words.open().get(), words);
        }
        if (current.startsWith("-")) {
            int equals = current.indexOf('=');
            return equals < 0 ? flags(named.command()) : Commands.flags(named.command()).stream()
                    .filter(flag -> current.startsWith("--" + flag.name() + "="))
                    .flatMap(flag -> values(flag, words).stream().map(value -> "--" + flag.name() + "=" + value)).toList();
        }
        if (named.command() == null) {
            return words.arguments().isEmpty() ? Stream.concat(names(roots).stream().filter(name -> !name.equals("alpha")), Stream.of("help", "options")).toList() : List.of();
        }
        List<Command> below = named.command().below();
        if (!below.isEmpty() && words.arguments().isEmpty()) {
            return names(below);
        }
        return help ? List.of() : arguments(named.command(), words, current);
    }

    private static List<String> names(List<Command> commands) {
        return commands.stream().map(command -> command.spec().name()).toList();
    }

    private static List<String> flags(Command command) {
        return Commands.flags(command).stream().filter(flag -> !flag.isDeprecated()).map(flag -> "--" + flag.name() + (flag.bare().isEmpty() ? "=" : "")).toList();
    }

    /** The words after the command: arguments, the flags' values, and a flag whose value comes next. */
    private record Words(List<String> arguments, Json given, Optional<Flag> open) {
        static Words of(List<Flag> flags, List<String> rest) {
            List<String> arguments = new ArrayList<>();
            Json given = Json.EMPTY;
            Optional<Flag> open = Optional.empty();
            for (String word : rest) {
                if (open.isPresent()) {
                    given = given.with(open.get().name(), word);
                    open = Optional.empty();
                } else if (word.startsWith("-") && word.length() > 1) {
                    int equals = word.indexOf('=');
                    String written = equals < 0 ? word : word.substring(0, equals);
                    Optional<Flag> flag = flags.stream()
                            .filter(each -> written.equals("--" + each.name()) || !each.shorthand().isEmpty() && written.equals("-" + each.shorthand())).findFirst();
                    boolean complete = equals >= 0 || flag.isEmpty() || !flag.get().bare().isEmpty();
                    if (flag.isPresent() && equals >= 0) {
                        given = given.with(flag.get().name(), word.substring(equals + 1));
                    }
                    open = complete ? Optional.empty() : flag;
                } else {
                    arguments.add(word);
                }
            }
            return new Words(arguments, given, open);
        }
    }

    private List<String> values(Flag flag, Words words) {
        return switch (flag.name()) {
            case "namespace", "namespaces" -> objects("namespaces", "");
            case "output" -> FORMATS;
            case "container" -> words.arguments().isEmpty() ? List.of() : containers(words.arguments().getFirst(), namespace(words));
            case "context" -> entries("contexts");
            case "cluster" -> entries("clusters");
            case "user" -> entries("users");
            case "dry-run" -> List.of("none", "server", "client");
            case "cascade" -> List.of("background", "orphan", "foreground");
            case "type" -> flag.preset().equals("strategic") ? List.of("json", "merge", "strategic") : List.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName");
            case "for" -> List.of("condition=", "create", "delete", "jsonpath=");
            default -> List.of();
        };
    }

    private List<String> entries(String list) {
        return config.tree().objects(list).stream().map(entry -> entry.textOrEmpty("name")).toList();
    }

    private String namespace(Words words) {
        return words.given().has("namespace") ? words.given().textOrEmpty("namespace") : config.namespace();
    }

    private List<String> arguments(Command command, Words words, String current) {
        String path = command.spec().path();
        List<String> given = words.arguments();
        if (OF_NODES.contains(path)) {
            return given.isEmpty() ? objects("nodes", "") : List.of();
        }
        if (path.equals("completion")) {
            return given.isEmpty() ? List.of("bash", "zsh", "fish", "powershell") : List.of();
        }
        if (OF_CONTEXTS.contains(path)) {
            return without(entries("contexts"), given);
        }
        if (path.equals("explain")) {
            return given.isEmpty() ? fields(current) : List.of();
        }
        if (path.equals("taint")) {
            return given.isEmpty() ? List.of("node") : without(objects("nodes", ""), given);
        }
        if (OF_PODS.contains(path) && given.isEmpty()) {
            return current.contains("/") ? slashed(current, words) : objects("pods", namespace(words));
        }
        boolean rollout = path.startsWith("rollout ");
        if (!rollout && !OF_KINDS.contains(path)) {
            return List.of();
        }
        if (current.contains("/")) {
            return without(slashed(current, words), given);
        }
        List<String> needed = needed(path, words);
        if (given.isEmpty()) {
            return Stream.concat(firsts(path).stream(), needed.stream()).toList();
        }
        if (path.equals("set image") && (given.size() > 1 || given.getFirst().contains("/"))) {
            String subject = given.getFirst().contains("/") ? given.getFirst() : given.getFirst() + "/" + given.get(1);
            return containers(subject, namespace(words)).stream().map(name -> name + "=").toList();
        }
        List<String> names = new ArrayList<>();
        for (String word : given.getFirst().split(",")) {
            new Resources(client.kinds()).find(word)
                    .ifPresent(kind -> names.addAll(without(objects(kind.resource(), kind.namespaced() ? namespace(words) : ""), given)));
        }
        return Stream.concat(names.stream(), needed.stream()).toList();
    }

    /** What a command that works on kinds may begin with. */
    private List<String> firsts(String path) {
        return switch (path) {
            case "scale", "autoscale" -> SCALED;
            case "expose" -> EXPOSED;
            case "set image", "set env", "set resources", "set serviceaccount" -> WITH_CONTAINERS;
            default -> path.startsWith("rollout ") ? List.of("deployment", "daemonset", "statefulset") : kinds();
        };
    }

    /** Flags without which the command is wrong. */
    private static List<String> needed(String path, Words words) {
        String flag = path.equals("scale") ? "replicas" : path.equals("autoscale") ? "max" : "";
        return flag.isEmpty() || words.given().has(flag) ? List.of() : List.of("--" + flag + "=");
    }

    private static List<String> without(List<String> words, List<String> given) {
        return words.stream().filter(word -> !given.contains(word)).toList();
    }

    private List<String> kinds() {
        return client.kinds().all().stream().filter(kind -> kind.verbs().contains("get")).map(Kind::resource).distinct().toList();
    }

    private List<String> slashed(String current, Words words) {
        String kind = current.substring(0, current.indexOf('/'));
        return new Resources(client.kinds()).find(kind).map(found -> objects(found.resource(), found.namespaced() ? namespace(words) : "").stream()
                .map(name -> kind + "/" + name).toList()).orElse(List.of());
    }

    private List<String> fields(String current) {
        return current.contains(".") ? FieldPaths.below(client.kinds(), current) : client.kinds().all().stream().map(Kind::plural).distinct().toList();
    }

    /** Looking things up for Tab does not count as a look of the learner's. */
    private Caller quiet() {
        return Caller.controller(client.caller().actor(), client.caller().cause());
    }

    private List<String> objects(String resource, String namespace) {
        return client.send(Request.list(quiet(), resource, namespace, Options.NONE)) instanceof Reply.Many many
                ? many.items().stream().map(KubeObject::name).toList() : List.of();
    }

    /** @param subject a pod's name, or kind and name */
    private List<String> containers(String subject, String namespace) {
        String[] halves = subject.contains("/") ? subject.split("/", 2) : new String[] {"pods", subject};
        List<String> names = new ArrayList<>();
        new Resources(client.kinds()).find(halves[0]).ifPresent(kind -> {
            Request get = Request.get(quiet(), Call.key(kind, namespace, halves[1]));
            if (client.send(get) instanceof Reply.One one && PodSpecs.path(kind.kind()).isPresent()) {
                Json spec = one.object().tree().object(PodSpecs.path(kind.kind()).get());
                Stream.of("containers", "initContainers").flatMap(list -> spec.objects(list).stream()).forEach(container -> names.add(container.textOrEmpty("name")));
            }
        });
        return names;
    }
}
