package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.PodContainers;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubelet.Conversation;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.tools.TarArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code kubectl cp}: runs tar in a container and packs or unpacks on this side ({@code kubectl/pkg/cmd/cp/cp.go}). */
final class Cp implements Command {
    /** {@code [[namespace/]pod:]path}; the pod is empty for a path on this side. */
    private record Place(String namespace, String pod, String path) {
        boolean isRemote() {
            return !pod.isEmpty();
        }
    }

    @Override
    public Spec spec() {
        return Spec.of("cp", "<file-spec-src> <file-spec-dest>", "Copy files and directories to and from containers")
                .examples("# Copy a file into a pod; its image must have tar", "kubectl cp index.html web:/usr/share/nginx/html/index.html",
                        "# Copy a directory out of one of several containers", "kubectl cp web:/etc/nginx ./nginx -c web")
                .flags(Exec.container(), Flag.bool("no-preserve", "", false, "Do not keep ownership and permissions of what is copied."),
                        Flag.number("retries", "", Flag.Type.INT, 0, "How often to take up a copy from a container again."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (call.arguments().size() != 2) {
            throw CommandFailure.error("source and destination are required");
        }
        Place from = place(call, call.arguments().getFirst());
        Place to = place(call, call.arguments().getLast());
        if (from.isRemote() && to.isRemote()) {
            throw CommandFailure.error("one of src or dest must be a local file specification");
        }
        if (from.path().isEmpty() || to.path().isEmpty()) {
            throw CommandFailure.error("filepath can not be empty");
        }
        if (from.isRemote()) {
            return fetch(call, from, to.path());
        }
        if (to.isRemote()) {
            return send(call, from.path(), to);
        }
        throw CommandFailure.error("one of src or dest must be a remote file specification");
    }

    private static Place place(Call call, String written) throws CommandFailure {
        int colon = written.indexOf(':');
        String[] pieces = colon < 0 ? new String[] {""} : written.substring(0, colon).split("/", -1);
        if (colon == 0 || pieces.length > 2) {
            throw CommandFailure.error("filespec must match the canonical format: [[namespace/]pod:]file/path");
        }
        return new Place(pieces.length == 2 ? pieces[0] : call.namespace(), pieces[pieces.length - 1], written.substring(colon + 1));
    }

    // into a pod

    private static Step send(Call call, String local, Place to) throws CommandFailure {
        String path = call.invocation().path(local);
        if (call.invocation().files().at(path).isEmpty()) {
            throw CommandFailure.error(local + " doesn't exist in local filesystem");
        }
        Output nowhere = text -> { };
        Conversation asking = exec(call, to, List.of("test", "-d", to.path()), new Stdio(Pipe.holding(""), nowhere, nowhere), true);
        return new Step.Talk(asking, false, code -> {
            boolean directory = asking.failure().isEmpty() && code == 0;
            String target = Files.normalise("/", directory ? to.path() + "/" + Files.name(path) : to.path());
            String archive = TarArchive.write(TarArchive.of(call.invocation().files(), path, Files.name(target)));
            List<String> words = new ArrayList<>(List.of("tar"));
            if (call.flags().is("no-preserve")) {
                words.addAll(List.of("--no-same-permissions", "--no-same-owner"));
            }
            words.addAll(List.of("-xmf", "-", "-C", Files.parent(target)));
            Stdio io = call.invocation().io();
            Conversation unpacking = exec(call, to, words, new Stdio(Pipe.holding(archive), io.out(), io.err()), false);
            return new Step.Talk(unpacking, false, end -> ended(unpacking, end));
        });
    }

    private static Step ended(Conversation conversation, int code) throws CommandFailure {
        if (conversation.failure().isPresent()) {
            throw CommandFailure.error(conversation.failure().get().message());
        }
        if (code != 0) {
            throw CommandFailure.exit(code, "command terminated with exit code " + code);
        }
        return Step.OK;
    }

    // out of a pod

    private static Step fetch(Call call, Place from, String local) throws CommandFailure {
        Pipe archive = Pipe.unbounded();
        Stdio io = new Stdio(Pipe.holding(""), archive, call.out());
        Conversation packing = exec(call, from, List.of("tar", "cf", "-", from.path()), io, false);
        return new Step.Talk(packing, false, code -> {
            ended(packing, code);
            String prefix = Files.normalise("/", from.path()).substring(1);
            for (TarArchive.Member member : TarArchive.read(archive.text()).orElse(List.of())) {
                if (!member.name().startsWith(prefix)) {
                    throw CommandFailure.error("tar contents corrupted");
                }
                write(call, local, member, member.name().substring(prefix.length()));
            }
            return Step.OK;
        });
    }

    private static void write(Call call, String local, TarArchive.Member member, String rest) throws CommandFailure {
        Files files = call.invocation().files();
        String shown = rest.isEmpty() ? local : local + (local.endsWith("/") || rest.startsWith("/") ? "" : "/") + rest;
        String path = call.invocation().path(shown);
        Optional<FileProblem> problem = files.makeDirectories(member.isDirectory() ? path : Files.parent(path));
        if (problem.isEmpty() && !member.isDirectory()) {
            problem = files.write(path, member.content());
            if (problem.isEmpty() && member.executable()) {
                problem = files.setExecutable(path, true);
            }
        }
        if (problem.isPresent()) {
            throw CommandFailure.error("open %s: %s".formatted(shown, problem.get().text().toLowerCase(Locale.ROOT)));
        }
    }

    private static Conversation exec(Call call, Place place, List<String> words, Stdio io, boolean quiet) throws CommandFailure {
        KubeObject pod = call.get(call.kind("pods"), place.namespace(), place.pod());
        if (Pods.isFinished(pod)) {
            throw CommandFailure.error("cannot exec into a container in a completed pod; current phase is " + Pods.phase(pod));
        }
        String named = call.flags().text("container");
        String container = named.isEmpty() ? PodContainers.preset(pod, quiet, call.err()).text("name") : named;
        return call.connect(pod, "exec", Options.of("container", container, "command", words, "stdin", true, "stdout", true, "stderr", true), io);
    }
}
