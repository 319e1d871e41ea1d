package dev.reconcile;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says, once everything answers, where the lab is and where its data lives; then waits for the end. */
public final class Application implements QuarkusApplication {
    private final DataSource database;
    private final String version;
    private final String host;
    private final int port;
    private final Optional<String> data;

    Application(
            DataSource database,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "reconcile.data") Optional<String> data) {
        this.database = database;
        this.version = version;
        this.host = host;
        this.port = port;
        this.data = data;
    }

    @Override
    public int run(String... words) throws SQLException {
        try (Connection connection = database.getConnection()) {
            DatabaseMetaData server = connection.getMetaData();
            String where = server.getURL().replaceFirst("\\?.*", "");
            System.out.println("Reconcile " + version + " on Java " + Runtime.version().feature());
            System.out.println("Database: PostgreSQL " + server.getDatabaseProductVersion() + " at " + where);
            System.out.println("Reconcile is ready: " + address() + "  (data: " + data.orElse(where) + ")");
        }
        Quarkus.waitForExit();
        return 0;
    }

    private String address() {
        boolean everywhereOrHere = host.equals("0.0.0.0") || host.equals("127.0.0.1") || host.equals("::");
        return "http://" + (everywhereOrHere ? "localhost" : host) + ":" + port;
    }
}
