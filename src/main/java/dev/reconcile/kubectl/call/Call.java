package dev.reconcile.kubectl.call;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.kubelet.Conversation;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Stdio;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One run of a command: what was asked, and the ways to the cluster, the files and the terminal. */
public final class Call {
    private final Command command;
    private final Values flags;
    private final ApiClient client;
    private final Invocation invocation;
    private final Launcher launcher;
    private final Kubeconfig config;
    private final DirectoryBuilder directories;
    private final Set<String> warned = new TreeSet<>();
    private String input = "";

    public Call(Command command, Values flags, ApiClient client, Invocation invocation, Launcher launcher, Kubeconfig config, DirectoryBuilder directories) {
        this.command = command;
        this.flags = flags;
        this.client = client;
        this.invocation = invocation;
        this.launcher = launcher;
        this.config = config;
        this.directories = directories;
    }

    // the command line

    public Values flags() {
        return flags;
    }

    public List<String> arguments() {
        return flags.arguments();
    }

    /** The arguments before {@code --}. */
    public List<String> before() {
        return flags.dashAt() < 0 ? flags.arguments() : flags.arguments().subList(0, flags.dashAt());
    }

    /** The arguments after {@code --}. */
    public List<String> after() {
        return flags.dashAt() < 0 ? List.of() : flags.arguments().subList(flags.dashAt(), flags.arguments().size());
    }

    public String path() {
        return ("kubectl " + command.spec().path()).trim();
    }

    public CommandFailure usage(String message) {
        return CommandFailure.usage(path(), message);
    }

    /** The whole line as it is recorded in {@code kubernetes.io/change-cause}. */
    public String recorded() {
        StringBuilder line = new StringBuilder(path());
        flags.arguments().forEach(argument -> line.append(' ').append(argument));
        flags.shown().forEach(flag -> line.append(' ').append(flag));
        return line.toString();
    }

    /** The objects of the directory that {@code -k} names. */
    List<Json> kustomized(String directory) throws CommandFailure {
        return directories.build(invocation, client.kinds(), directory);
    }

    public Kubeconfig config() {
        return config;
    }

    /** From {@code -n}, or the current context's. */
    public String namespace() {
        return flags.filled("namespace").orElseGet(config::namespace);
    }

    public boolean namespaceGiven() {
        return flags.filled("namespace").isPresent();
    }

    public boolean allNamespaces() {
        return flags.knows("all-namespaces") && flags.is("all-namespaces");
    }

    // the world

    public Invocation invocation() {
        return invocation;
    }

    /** Starts other programs of the shell. */
    public Launcher launcher() {
        return launcher;
    }

    public Output out() {
        return invocation.io().out();
    }

    public Output err() {
        return invocation.io().err();
    }

    public long now() {
        return invocation.world().nowMillis();
    }

    /** Runs the rest when standard input has ended; then {@link #input} has it all. */
    public Step withInput(Step.Continuation rest) throws CommandFailure {
        input += invocation.io().in().takeAll();
        return invocation.io().in().ended() ? rest.run() : Step.input(() -> withInput(rest));
    }

    public String input() {
        return input;
    }

    // the cluster

    public ApiClient client() {
        return client;
    }

    public Caller caller() {
        return client.caller();
    }

    public Resources resources() {
        return new Resources(client.kinds(), this::warn);
    }

    public String namespaceOf(Kind kind) {
        return kind.namespaced() ? namespace() : "";
    }

    /** Sends the request; a refusal is thrown, warnings are printed. */
    public Reply send(Request request) throws CommandFailure {
        Reply reply = client.send(request);
        client.kinds().resource(request.resource()).map(kind -> kind.rules().deprecation()).filter(text -> !text.isEmpty()).ifPresent(this::warn);
        if (reply instanceof Reply.Failed failed && failed.status().code() >= 300) {
            throw CommandFailure.server(failed.status());
        }
        if (reply instanceof Reply.One one) {
            one.warnings().forEach(this::warn);
        }
        return reply;
    }

    /** Each text once, however many requests the command makes. */
    private void warn(String text) {
        if (warned.add(text)) {
            err().line("Warning: " + text);
        }
    }

    /** Opens a streaming request; a refusal is thrown. */
    public Conversation connect(KubeObject pod, String subresource, Options options, Stdio io) throws CommandFailure {
        Request request = new Request(caller(), Verb.GET, "pods", pod.namespace(), pod.name(), subresource, null, null, options);
        return switch (client.connect(request, io, invocation.world())) {
            case StreamReply.Open open -> open.conversation();
            case StreamReply.Refused refused -> throw CommandFailure.server(refused.status());
        };
    }

    private KubeObject one(Request request) throws CommandFailure {
        return switch (send(request)) {
            case Reply.One one -> one.object();
            case Reply.Many many -> throw new IllegalStateException("a list where one object was asked for");
            case Reply.Watching watching -> throw new IllegalStateException("a watch where one object was asked for");
            case Reply.Text text -> throw new IllegalStateException("a text where an object was asked for");
            case Reply.Failed success -> new KubeObject(success.status().toJson());
        };
    }

    public KubeObject get(Kind kind, String namespace, String name) throws CommandFailure {
        return one(Request.get(caller(), key(kind, namespace, name)));
    }

    public KubeObject get(Kind kind, KubeObject object, String subresource) throws CommandFailure {
        return one(Request.get(caller(), key(kind, object)).on(subresource));
    }

    /** Empty where it does not exist; other refusals are thrown. */
    public Optional<KubeObject> find(Kind kind, String namespace, String name) throws CommandFailure {
        try {
            return Optional.of(get(kind, namespace, name));
        } catch (CommandFailure failure) {
            if (failure.isNotFound()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    public static ObjectKey key(Kind kind, String namespace, String name) {
        return new ObjectKey(kind.resource(), kind.namespaced() ? namespace : "", name);
    }

    public static ObjectKey key(Kind kind, KubeObject object) {
        return key(kind, object.namespace(), object.name());
    }

    /** @param namespace empty for all */
    public List<KubeObject> list(Kind kind, String namespace, Options options) throws CommandFailure {
        return ((Reply.Many) send(Request.list(caller(), kind.resource(), namespace, options))).items();
    }

    /** As {@link #list}, for a command that looks again and again while it waits: only the first look counts as a read. */
    public List<KubeObject> quietly(Kind kind, String namespace, Options options) {
        Caller quiet = Caller.controller(caller().actor(), caller().cause());
        return client.send(Request.list(quiet, kind.resource(), namespace, options)) instanceof Reply.Many many ? many.items() : List.of();
    }

    public KubeObject create(Kind kind, String namespace, Json object, Options options) throws CommandFailure {
        return one(Request.create(caller(), kind.resource(), kind.namespaced() ? namespace : "", object, options));
    }

    public KubeObject patch(Kind kind, KubeObject object, String subresource, Patch patch, Options options) throws CommandFailure {
        return one(Request.patch(caller(), key(kind, object), patch, options).on(subresource));
    }

    public KubeObject update(Kind kind, KubeObject object, String subresource, Options options) throws CommandFailure {
        return one(Request.update(caller(), kind.resource(), object, options).on(subresource));
    }

    public KubeObject delete(Kind kind, String namespace, String name, Options options) throws CommandFailure {
        return one(Request.delete(caller(), key(kind, namespace, name), options));
    }

    /** A kind that every cluster has. */
    public Kind kind(String resource) throws CommandFailure {
        return client.kinds().resource(resource).orElseThrow(() -> CommandFailure.server(Status.noResource()));
    }
}
