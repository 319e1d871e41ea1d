package dev.reconcile.web.kube;

import dev.reconcile.workshop.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A response that is written bit by bit on a thread of its own, which waits until the client has taken what was sent. */
final class Wire implements Session.Listener {
    private final HttpServerResponse response;
    private final Semaphore news = new Semaphore(0);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    Wire(HttpServerResponse response) {
        this.response = response;
        response.closeHandler(nothing -> close());
        response.exceptionHandler(failure -> close());
    }

    private void close() {
        closed.complete(null);
        news.release();
    }

    boolean isOpen() {
        return !closed.isDone() && !response.closed();
    }

    @Override
    public void changed() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /** False when the time is up. */
    boolean awaitNews(long nanos) {
        try {
            boolean some = news.tryAcquire(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            news.drainPermits();
            return some;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void send(Buffer buffer) {
        if (!isOpen()) {
            return;
        }
        CompletableFuture<Void> sent = response.write(buffer).toCompletionStage().toCompletableFuture();
        try {
            CompletableFuture.anyOf(sent, closed).get();
        } catch (ExecutionException e) {
            // The client has gone.
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    void end() {
        if (isOpen()) {
            response.end();
        }
    }
}
