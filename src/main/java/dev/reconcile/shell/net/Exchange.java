package dev.reconcile.shell.net;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Connection;
import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import dev.reconcile.shell.Invocation;
import dev.reconcile.sim.Delay;
import java.util.List;
import java.util.Optional;

/** One connection on its way, in virtual time: the name, the connection as TCP opens it, the request and its answer. Can be saved at any time. */
final class Exchange {
    /** No limit. */
    static final long FOREVER = Long.MAX_VALUE / 2;

    /** How long the C library asks a name server that does not answer: two attempts of five seconds. */
    private static final long RESOLVER_MILLIS = 10_000;
    /** Linux sends the first packet of a connection seven times ({@code tcp_syn_retries}), waiting twice as long each time. */
    private static final int MOST_TRIES = 7;

    enum Phase { NEW, RESOLVING, CONNECTING, ASKING, FAILING, OVER }

    enum Outcome {
        DONE, UNRESOLVED, REFUSED, NO_ROUTE,
        /** The kernel gave up connecting. */
        UNANSWERED,
        /** One of the limits is over. */
        LATE,
        /** The other end does not speak TLS, or only TLS. */
        NOT_SECURE, ONLY_SECURE,
        /** The program does not trust the other end's certificate. */
        UNTRUSTED
    }

    private final String host;
    private final int port;
    private final long connectLimit;
    private final long limit;
    private final Optional<HttpRequest> request;
    private final boolean secure;
    private final boolean trusting;
    private Phase phase = Phase.NEW;
    private Outcome outcome = Outcome.DONE;
    private long startedAt;
    private long connectingSince;
    private long until;
    private int tries;
    private String address = "";
    private HttpReply reply;

    /**
     * @param connectLimit milliseconds until the connection has to stand
     * @param limit milliseconds for all of it
     * @param request empty to only connect
     * @param secure whether to speak TLS
     * @param trusting whether any certificate will do
     */
    Exchange(String host, int port, long connectLimit, long limit, Optional<HttpRequest> request, boolean secure, boolean trusting) {
        this.host = host;
        this.port = port;
        this.connectLimit = connectLimit;
        this.limit = limit;
        this.request = request;
        this.secure = secure;
        this.trusting = trusting;
    }

    /** A connection and nothing more. */
    static Exchange connecting(String host, int port, long limit) {
        return new Exchange(host, port, FOREVER, limit, Optional.empty(), false, false);
    }

    /** Does what is due. True if there is more, at {@link #until}. */
    boolean advance(Invocation invocation) {
        long now = invocation.world().nowMillis();
        if (phase == Phase.NEW) {
            begin(invocation, now);
        }
        while (phase != Phase.OVER && now >= until) {
            if (now >= deadline() && phase != Phase.ASKING) {
                over(Outcome.LATE);
            } else {
                next(invocation, now);
            }
        }
        return phase != Phase.OVER;
    }

    private void begin(Invocation invocation, long now) {
        startedAt = now;
        Optional<String> known = Resolver.of(invocation).known(host);
        if (known.isPresent()) {
            connectTo(known.get(), now);
        } else {
            wait(Phase.RESOLVING, now + Delay.DNS_LOOKUP.millis());
        }
    }

    private void next(Invocation invocation, long now) {
        switch (phase) {
            case RESOLVING -> resolve(invocation, now);
            case CONNECTING -> connect(invocation, now);
            case ASKING, FAILING -> over(outcome);
            case NEW, OVER -> throw new IllegalStateException("nothing is due in phase " + phase);
        }
    }

    private void resolve(Invocation invocation, long now) {
        DnsAnswer answer = Resolver.of(invocation).lookup(invocation.world().network(), host);
        List<String> addresses = answer.values(DnsAnswer.Type.A);
        if (!addresses.isEmpty()) {
            connectTo(addresses.getFirst(), now);
        } else if (answer.code() == DnsAnswer.Code.NO_REPLY && now < startedAt + RESOLVER_MILLIS) {
            wait(Phase.RESOLVING, startedAt + RESOLVER_MILLIS);
        } else {
            over(Outcome.UNRESOLVED);
        }
    }

    private void connectTo(String found, long now) {
        address = found;
        connectingSince = now;
        wait(Phase.CONNECTING, now + Delay.ROUND_TRIP.millis());
    }

    private void connect(Invocation invocation, long now) {
        switch (invocation.world().network().connect(address, port)) {
            case Connection.Open open -> ask(open.peer(), now);
            case Connection.Closed closed -> {
                switch (closed) {
                    case REFUSED -> over(Outcome.REFUSED);
                    case NO_ROUTE -> fail(Outcome.NO_ROUTE, connectingSince + Delay.NO_ROUTE.millis());
                    case SILENT -> again();
                }
            }
        }
    }

    private void again() {
        tries++;
        if (tries > MOST_TRIES) {
            over(Outcome.UNANSWERED);
        } else {
            wait(Phase.CONNECTING, connectingSince + ((1L << tries) - 1) * 1000);
        }
    }

    private void ask(Connection.Peer peer, long now) {
        if (request.isEmpty()) {
            over(Outcome.DONE);
        } else if (secure && !peer.isSecure()) {
            over(Outcome.NOT_SECURE);
        } else if (peer.isSecure() && secure && !trusting) {
            over(Outcome.UNTRUSTED);
        } else {
            reply = peer.isSecure() && !secure
                    ? HttpReply.of(400, "text/plain", "Client sent an HTTP request to an HTTPS server.\n")
                    : peer.answer(request.get());
            long answered = now + peer.backlogMillis() + Delay.HTTP_ANSWER.millis();
            outcome = answered <= startedAt + limit ? Outcome.DONE : Outcome.LATE;
            wait(Phase.ASKING, answered);
        }
    }

    private void fail(Outcome why, long at) {
        outcome = why;
        wait(Phase.FAILING, at);
    }

    private void wait(Phase next, long at) {
        phase = next;
        until = Math.min(at, deadline());
    }

    private long deadline() {
        return phase == Phase.RESOLVING || phase == Phase.CONNECTING || phase == Phase.FAILING
                ? startedAt + Math.min(connectLimit, limit)
                : startedAt + limit;
    }

    private void over(Outcome how) {
        outcome = how;
        phase = Phase.OVER;
    }

    long until() {
        return until;
    }

    Outcome outcome() {
        return outcome;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** What the name stands for; empty while that is not known. */
    String address() {
        return address;
    }

    long startedAt() {
        return startedAt;
    }

    /** Whether the other end has the request; its answer may come too late. */
    boolean isConnected() {
        return reply != null;
    }

    /** The answer, after {@link Outcome#DONE}. */
    HttpReply reply() {
        return reply;
    }

    Json save() {
        return Json.of("phase", phase.name(), "outcome", outcome.name(), "startedAt", startedAt, "connectingSince", connectingSince, "until", until,
                "tries", tries, "address", address, "reply", reply == null ? null : reply.save());
    }

    void load(Json saved) {
        phase = Phase.valueOf(saved.text("phase"));
        outcome = Outcome.valueOf(saved.text("outcome"));
        startedAt = saved.number(0, "startedAt");
        connectingSince = saved.number(0, "connectingSince");
        until = saved.number(0, "until");
        tries = (int) saved.number(0, "tries");
        address = saved.textOrEmpty("address");
        reply = saved.has("reply") ? HttpReply.restore(saved.object("reply")) : null;
    }
}
