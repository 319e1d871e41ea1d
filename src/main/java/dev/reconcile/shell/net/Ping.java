package dev.reconcile.shell.net;

import dev.reconcile.model.Json;
import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.Ended;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.Optional;

/** BusyBox' {@code ping} ({@code networking/ping.c}): without a count it goes on until it is interrupted. */
final class Ping extends Utility {
    static final Program PROGRAM = program(Ping::make);

    private static final Grammar GRAMMAR = Grammar.of("4qc:i:W:w:s:");
    private static final long PERIOD_MILLIS = 1_000;
    private static final long LAST_WAIT_MILLIS = 10_000;
    private static final String TIME = "0.068";

    private final Arguments arguments;
    private final String host;
    private final long count;
    private String address = "";
    private int sent;
    private int received;
    private long until;
    private boolean interrupted;

    private Ping(Arguments arguments) {
        super(arguments.invocation);
        this.arguments = arguments;
        this.host = arguments.operands().getFirst();
        this.count = Long.parseLong(arguments.value('c', Long.toString(Long.MAX_VALUE)));
    }

    private static Utility make(Invocation invocation) {
        Arguments arguments = Arguments.read(invocation, GRAMMAR);
        if (arguments.problem() != null || arguments.operands().size() != 1) {
            return new Ended(invocation, "BusyBox v1.36.1 multi-call binary.\n\nUsage: ping [OPTIONS] HOST", 1);
        }
        if (!arguments.value('c', "1").matches("\\d{1,9}")) {
            return new Ended(invocation, "ping: invalid number '" + arguments.value('c') + "'", 1);
        }
        return new Ping(arguments);
    }

    @Override
    protected Progress run() {
        long now = invocation.world().nowMillis();
        if (address.isEmpty()) {
            Resolver resolver = Resolver.of(invocation);
            Optional<String> found = resolver.known(host)
                    .or(() -> resolver.lookup(invocation.world().network(), host).values(DnsAnswer.Type.A).stream().findFirst());
            if (found.isEmpty()) {
                complain("bad address '" + host + "'");
                return Progress.exited(1);
            }
            address = found.get();
            out("PING " + host + " (" + address + "): 56 data bytes\n");
        }
        while (now >= until && !interrupted) {
            if (sent >= count) {
                interrupted = true;
            } else {
                echo(now);
            }
        }
        return interrupted ? Progress.exited(statistics()) : Progress.until(until);
    }

    private void echo(long now) {
        boolean answered = invocation.world().network().echoes(address);
        if (answered) {
            received++;
            if (!arguments.has('q')) {
                out("64 bytes from " + address + ": seq=" + sent + " ttl=64 time=" + TIME + " ms\n");
            }
        }
        sent++;
        boolean last = sent >= count;
        until = now + (!last ? PERIOD_MILLIS : answered ? 0 : Long.parseLong(arguments.value('W', Long.toString(LAST_WAIT_MILLIS / 1000))) * 1000);
    }

    private int statistics() {
        out("\n--- " + host + " ping statistics ---\n");
        out("%d packets transmitted, %d packets received, %d%% packet loss\n".formatted(sent, received, sent == 0 ? 0 : 100 * (sent - received) / sent));
        if (received > 0) {
            out("round-trip min/avg/max = %s/%s/%s ms\n".formatted(TIME, TIME, TIME));
        }
        return received > 0 ? 0 : 1;
    }

    @Override
    public void signal(Signal arrived) {
        if (arrived == Signal.INT && !address.isEmpty()) {
            interrupted = true;
        } else {
            super.signal(arrived);
        }
    }

    @Override
    protected Json state() {
        return Json.of("address", address, "sent", sent, "received", received, "until", until, "interrupted", interrupted);
    }

    @Override
    protected void load(Json state) {
        address = state.textOrEmpty("address");
        sent = (int) state.number(0, "sent");
        received = (int) state.number(0, "received");
        until = state.number(0, "until");
        interrupted = state.isTrue("interrupted");
    }
}
