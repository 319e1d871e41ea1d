package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every command, in the order and groups in which {@code kubectl help} lists them. */
public final class AllCommands {
    private AllCommands() {}

    public static List<Command> list() {
        List<Command> commands = new ArrayList<>(List.of(
                new Create(), new Expose(), new SetGroup(),
                new Explain(), new Get(), new Edit(), new Delete(),
                new RolloutGroup(), new Scale(), new Autoscale(),
                new ClusterInfo(), new Cordon(true), new Cordon(false), new Drain(), new Taint(),
                new Describe(), new AuthGroup(), new ListEvents(),
                new DiffObjects(), new Apply(), new PatchObjects(), new Replace(), new Wait(), new Kustomize(),
                new Label(), new Annotate(), new Extras.Completion(),
                new ApiLists.Resources(), new ApiLists.Versions(), new ConfigGroup(), new Extras.Plugins(), new Version(),
                new Extras.Alpha(),
                new Extras.Absent("certificate", "Modify certificate resources", "its user is the cluster's administrator"),
                new Extras.Absent("proxy", "Run a proxy to the Kubernetes API server", "the API is served by the page itself")));
        commands.addAll(ContainerCommands.list());
        return List.copyOf(commands);
    }

    /** Titles of groups, with the names of the commands in them. */
    public static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Basic Commands (Beginner)", List.of("create", "expose", "run", "set"));
        groups.put("Basic Commands (Intermediate)", List.of("explain", "get", "edit", "delete"));
        groups.put("Deploy Commands", List.of("rollout", "scale", "autoscale"));
        groups.put("Cluster Management Commands", List.of("certificate", "cluster-info", "top", "cordon", "uncordon", "drain", "taint"));
        groups.put("Troubleshooting and Debugging Commands", List.of("describe", "logs", "attach", "exec", "port-forward", "proxy", "cp", "auth", "debug", "events"));
        groups.put("Advanced Commands", List.of("diff", "apply", "patch", "replace", "wait", "kustomize"));
        groups.put("Settings Commands", List.of("label", "annotate", "completion"));
        groups.put("Other Commands", List.of("api-resources", "api-versions", "config", "plugin", "version"));
        return groups;
    }
}
