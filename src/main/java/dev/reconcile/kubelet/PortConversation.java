package dev.reconcile.kubelet;

import dev.reconcile.api.Status;
import dev.reconcile.shell.HttpWire;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import java.util.Optional;
import java.util.OptionalLong;

/** One connection to a port of a pod: bytes in, bytes out. What listens there speaks HTTP: one request, one answer, then it closes. */
final class PortConversation implements Conversation {
    private static final String END_OF_HEADERS = "\r\n\r\n";
    /** Characters of a request's head; more is not HTTP. */
    private static final int MOST_REQUEST_CHARACTERS = 64 * 1024;

    private static final String LOCAL = "127.0.0.1";

    private final Sandbox box;
    private final int port;
    private final Stdio io;
    private final StringBuilder request = new StringBuilder();
    private Status failure;
    private boolean left;

    PortConversation(Sandbox box, int port, Stdio io) {
        this.box = box;
        this.port = port;
        this.io = io;
    }

    @Override
    public Progress advance() {
        if (left) {
            return Progress.exited(0);
        }
        Optional<Server> server = box.site().server(port, LOCAL);
        if (server.isEmpty()) {
            return refused();
        }
        request.append(io.in().takeAll());
        boolean whole = request.indexOf(END_OF_HEADERS) >= 0 || request.indexOf("\n\n") >= 0;
        if (!whole && !io.in().ended() && request.length() < MOST_REQUEST_CHARACTERS) {
            return new Progress.Waiting(OptionalLong.empty(), true, true);
        }
        if (!request.isEmpty()) {
            io.out().write(HttpWire.text(server.get().answer(HttpWire.request(request.toString())), request.toString().startsWith("HEAD ")));
        }
        return Progress.exited(0);
    }

    private Progress refused() {
        String text = ("error forwarding port %d to pod %s, uid : failed to execute portforward in network namespace \"/var/run/netns/cni-%s\": "
                + "failed to connect to localhost:%d inside namespace \"%s\", IPv4: dial tcp4 127.0.0.1:%d: connect: connection refused "
                + "IPv6 dial tcp6: address localhost: no suitable address found ")
                .formatted(port, box.uid(), box.uid(), port, Digests.hex(box.uid()), port);
        failure = Streaming.internal(text);
        io.err().write(text);
        return Progress.exited(1);
    }

    @Override
    public void signal(Signal signal) {
        left = true;
    }

    @Override
    public Optional<Status> failure() {
        return Optional.ofNullable(failure);
    }
}
