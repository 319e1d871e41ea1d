package dev.reconcile.workshop;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets virtual time follow the wall clock in every session that somebody looks at. */
@ApplicationScoped
public class Pacer {
    /** Wall milliseconds between two ticks: what a person still sees as smooth. */
    private static final long TICK_MILLIS = 50;

    private static final long PUT_AWAY_EVERY_SECONDS = 30;
    private static final System.Logger LOG = System.getLogger(Pacer.class.getName());

    private final Sessions sessions;
    private final Clock wall = Clock.systemUTC();
    private final Set<Session> ticking = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("pacer").daemon().factory());
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    public Pacer(Sessions sessions) {
        this.sessions = sessions;
    }

    void start(@Observes Startup event) {
        timer.scheduleAtFixedRate(() -> guarded(this::tickAll), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(() -> guarded(sessions::putAway), PUT_AWAY_EVERY_SECONDS, PUT_AWAY_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void tickAll() {
        for (Session session : sessions.looked()) {
            // A session whose last tick is still under way is left alone: it catches up by itself.
            if (ticking.add(session)) {
                workers.execute(() -> tick(session));
            }
        }
    }

    private void tick(Session session) {
        try {
            guarded(() -> session.tick(wall.millis()));
        } finally {
            ticking.remove(session);
        }
    }

    /** One session's trouble must not stop the clock of the others. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A turn of the clock failed", e);
        }
    }

    /** Before the sessions are closed. */
    void stop(@Observes @Priority(1) Shutdown event) {
        timer.shutdownNow();
        workers.shutdown();
    }
}
