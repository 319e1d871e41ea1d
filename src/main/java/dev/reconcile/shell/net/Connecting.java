package dev.reconcile.shell.net;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;

/** A program that opens one connection and then says what came of it. */
abstract class Connecting extends Utility {
    final Exchange exchange;
    private boolean greeted;

    Connecting(Invocation invocation, Exchange exchange) {
        super(invocation);
        this.exchange = exchange;
    }

    /** The name has become an address. */
    void connecting() {}

    /** It is over; the answer is the exit code. */
    abstract int finish();

    @Override
    protected final Progress run() {
        boolean more = exchange.advance(invocation);
        if (!greeted && !exchange.address().isEmpty()) {
            greeted = true;
            connecting();
        }
        return more ? Progress.until(exchange.until()) : Progress.exited(finish());
    }

    @Override
    protected final Json state() {
        return Json.of("exchange", exchange.save(), "greeted", greeted);
    }

    @Override
    protected final void load(Json state) {
        exchange.load(state.object("exchange"));
        greeted = state.isTrue("greeted");
    }
}
