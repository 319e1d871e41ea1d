package dev.reconcile;

import dev.reconcile.persistence.DataDirectory;
import dev.reconcile.persistence.EmbeddedPostgres;
import dev.reconcile.persistence.PostgresBinaries;
import dev.reconcile.persistence.StartRefused;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** The program: the database first, because the application needs its address, then the application. */
@QuarkusMain
public final class Reconcile {
    /** What a shell expects from a program that was called wrongly. */
    private static final int WRONG_USE = 2;
    private static final Logger LOG = Logger.getLogger(Reconcile.class);
    private static final int STOP_PATIENCE_SECONDS = 20;
    private static final CountDownLatch APPLICATION_ENDED = new CountDownLatch(1);

    Reconcile() {}

    public static void main(String... words) {
        try {
            Options options = Options.parse(List.of(words));
            if (options.help()) {
                System.out.println(Options.USAGE);
                return;
            }
            prepare(options);
        } catch (StartRefused e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USE);
        }
        Quarkus.run(Application.class, Reconcile::applicationEnded, words);
    }

    /** Quarkus calls this when the application has stopped; ending the process is left to the signal that stopped it. */
    private static void applicationEnded(int code, Throwable failure) {
        APPLICATION_ENDED.countDown();
        if (failure != null) {
            LOG.error("The lab could not be started", failure);
            System.exit(code);
        }
    }

    private static void prepare(Options options) {
        options.port().ifPresent(port -> System.setProperty("quarkus.http.port", String.valueOf(port)));
        options.host().ifPresent(host -> System.setProperty("quarkus.http.host", host));
        String host = ConfigProvider.getConfig().getValue("quarkus.http.host", String.class);
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        requireFree(host, port);
        if (ConfigProvider.getConfig().getOptionalValue("reconcile.jdbc.url", String.class).isPresent()) {
            if (options.data().isPresent()) {
                throw new StartRefused("--data and RECONCILE_JDBC_URL exclude each other: everything is kept in that database.");
            }
            return;
        }
        startDatabase(options.data().orElseGet(() -> DataDirectory.usual(System.getenv(), System.getProperty("user.home"))));
    }

    private static void requireFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused("The lab cannot serve on " + host + " port " + port + " (" + e.getMessage()
                    + "): choose another with --port N.");
        }
    }

    private static void startDatabase(Path path) {
        DataDirectory data = DataDirectory.hold(path);
        System.out.println("Starting the database in " + data.path() + " …");
        EmbeddedPostgres database = EmbeddedPostgres.start(data.path(), PostgresBinaries.found(data.path()));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("database-stop").unstarted(() -> stop(database, data)));
        EmbeddedPostgres.Access access = database.access();
        System.setProperty("reconcile.jdbc.url", access.jdbcUrl());
        System.setProperty("reconcile.jdbc.user", access.user());
        System.setProperty("reconcile.jdbc.password", access.password());
        System.setProperty("reconcile.data", data.path().toString());
    }

    /** The application ends its own work first, because it needs the database for that; the directory is let go last. */
    private static void stop(EmbeddedPostgres database, DataDirectory data) {
        try {
            APPLICATION_ENDED.await(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
        data.close();
    }
}
