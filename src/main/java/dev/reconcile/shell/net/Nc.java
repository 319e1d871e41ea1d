package dev.reconcile.shell.net;

import dev.reconcile.shell.Ended;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.List;

/** BusyBox' {@code nc} as far as one asks with it whether somebody listens: {@code nc -z [-v] [-w SECONDS] HOST PORT} ({@code networking/nc_bloaty.c}). */
final class Nc extends Connecting {
    static final Program PROGRAM = program(Nc::make);

    private static final Grammar GRAMMAR = Grammar.of("vznuw:");

    private final boolean verbose;

    private Nc(Arguments arguments, Exchange exchange) {
        super(arguments.invocation, exchange);
        this.verbose = arguments.has('v');
    }

    private static Utility make(Invocation invocation) {
        Arguments arguments = Arguments.read(invocation, GRAMMAR);
        List<String> operands = arguments.operands();
        if (arguments.problem() != null || operands.size() != 2) {
            return new Ended(invocation, "BusyBox v1.36.1 multi-call binary.\n\nUsage: nc [-vnuz] [-w SEC] HOST PORT", 1);
        }
        if (!operands.get(1).matches("\\d{1,5}") || !arguments.value('w', "1").matches("\\d{1,9}")) {
            return new Ended(invocation, "nc: bad port '" + operands.get(1) + "'", 1);
        }
        long limit = arguments.has('w') ? Long.parseLong(arguments.value('w')) * 1000 : Exchange.FOREVER;
        return new Nc(arguments, Exchange.connecting(operands.getFirst(), Integer.parseInt(operands.get(1)), limit));
    }

    @Override
    int finish() {
        String peer = exchange.host() + " (" + exchange.address() + ":" + exchange.port() + ")";
        return switch (exchange.outcome()) {
            case DONE -> {
                if (verbose) {
                    invocation.io().err().line(peer + " open");
                }
                yield 0;
            }
            case UNRESOLVED -> failed("bad address '" + exchange.host() + "'", true);
            case REFUSED -> failed(peer + ": Connection refused", verbose);
            case NO_ROUTE -> failed(peer + ": No route to host", verbose);
            case UNANSWERED -> failed(peer + ": Connection timed out", verbose);
            case LATE -> failed(peer + ": Connection timed out", verbose);
            case NOT_SECURE, ONLY_SECURE, UNTRUSTED -> failed(peer, true);
        };
    }

    private int failed(String problem, boolean said) {
        if (said) {
            complain(problem);
        }
        return 1;
    }
}
