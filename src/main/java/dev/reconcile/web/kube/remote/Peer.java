package dev.reconcile.web.kube.remote;

import dev.reconcile.workshop.Session;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The other end of a connection, for a thread that writes to it bit by bit: waits for news, and until the client has taken what was sent. */
public final class Peer implements Session.Listener {
    private final Semaphore news = new Semaphore(0);
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** The client has closed the connection. */
    public void leave() {
        gone.complete(null);
        news.release();
    }

    /** When this one leaves, so does the other. */
    void follow(Peer other) {
        gone.thenRun(other::leave);
    }

    public boolean isThere() {
        return !gone.isDone();
    }

    @Override
    public void changed() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /** False when the time is up. */
    public boolean awaitNews(long nanos) {
        try {
            boolean some = news.tryAcquire(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            news.drainPermits();
            return some;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns when the write is done, or the client has gone. */
    public void await(Future<Void> write) {
        try {
            CompletableFuture.anyOf(write.toCompletionStage().toCompletableFuture(), gone).get();
        } catch (ExecutionException e) {
            // A write fails when the client has gone.
            leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave();
        }
    }
}
