package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubelet.Conversation;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.shell.Connection;
import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import dev.reconcile.shell.HttpWire;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Local ports that lead into a pod, until the pod ends, a connection fails, or somebody presses Ctrl-C ({@code client-go/tools/portforward}). */
final class Forwarding implements Conversation {
    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern("MMdd HH:mm:ss.SSS'000'").withZone(ZoneOffset.UTC);

    private final Call call;
    private final KubeObject pod;
    private final List<Integer> ports = new ArrayList<>();
    private int end = -1;

    Forwarding(Call call, KubeObject pod) {
        this.call = call;
        this.pod = pod;
    }

    /** False if none of the ports could be had. */
    boolean listen(List<PortPair> pairs) {
        for (PortPair pair : pairs) {
            int local = pair.local() == 0 ? call.client().forwards().free() : pair.local();
            if (!call.client().forwards().listen(local, new Door(local, pair.remote()))) {
                call.err().line(("Unable to listen on port %d: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:%d:"
                        + " bind: address already in use unable to create listener: Error listen tcp6 [::1]:%d: bind: address already in use]").formatted(local, local, local));
                continue;
            }
            ports.add(local);
            call.out().line("Forwarding from 127.0.0.1:" + local + " -> " + pair.remote());
            call.out().line("Forwarding from [::1]:" + local + " -> " + pair.remote());
        }
        return !ports.isEmpty();
    }

    @Override
    public Progress advance() {
        Optional<KubeObject> now = Existence.of(call, call.client().kinds().resource("pods").orElseThrow(), pod.namespace(), pod.name());
        boolean alive = now.filter(found -> found.uid().equals(pod.uid()) && Pods.phase(found).equals("Running")).isPresent();
        if (end < 0 && !alive) {
            end = 1;
        }
        if (end < 0) {
            return Progress.forChange();
        }
        close();
        return Progress.exited(end);
    }

    @Override
    public void signal(Signal signal) {
        end = 0;
        close();
    }

    private void close() {
        ports.forEach(call.client().forwards()::close);
        ports.clear();
    }

    /** One of the local ports. Each request has a connection of its own through the API. */
    private final class Door implements Connection.Peer {
        private final int local;
        private final int remote;

        private Door(int local, int remote) {
            this.local = local;
            this.remote = remote;
        }

        @Override
        public HttpReply answer(HttpRequest request) {
            call.out().line("Handling connection for " + local);
            Pipe in = Pipe.holding(HttpWire.text(request));
            Pipe out = Pipe.unbounded();
            Pipe err = Pipe.unbounded();
            try {
                Conversation conversation = call.connect(pod, "portforward", Options.of("ports", remote), new Stdio(in, out, err));
                Progress progress = conversation.advance();
                if (progress instanceof Progress.Exited exited && exited.code() == 0) {
                    return HttpWire.reply(out.text());
                }
                return failed(err.text());
            } catch (CommandFailure failure) {
                return failed(failure.getMessage());
            }
        }

        /** Upstream logs it, and lets go of the pod. */
        private HttpReply failed(String why) {
            call.err().line("E%s   12345 portforward.go:424] \"Unhandled Error\" err=\"an error occurred forwarding %d -> %d: %s\""
                    .formatted(LOG_TIME.format(Instant.ofEpochMilli(call.now())), local, remote, why.replace("\"", "\\\"")));
            end = 1;
            return HttpReply.foreign("");
        }
    }
}
