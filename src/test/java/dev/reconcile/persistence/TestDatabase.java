package dev.reconcile.persistence;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An empty embedded PostgreSQL for a {@code @QuarkusTest}: put {@code @WithTestResource(TestDatabase.class)} on the test.
 *
 * <p>It is the database of the product, not a stand-in.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private static final Path BUILD = Path.of("target").toAbsolutePath();
    private static final Path FOLDER = BUILD.resolve("test-databases");
    private Path home;
    private EmbeddedPostgres database;

    static PostgresBinaries binaries() {
        return PostgresBinaries.unpackedBelow(BUILD);
    }

    static Path freshHome() {
        try {
            Files.createDirectories(FOLDER);
            return Files.createTempDirectory(FOLDER, "home-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        home = freshHome();
        database = EmbeddedPostgres.start(home, binaries());
        EmbeddedPostgres.Access access = database.access();
        return Map.of(
                "reconcile.jdbc.url", access.jdbcUrl(),
                "reconcile.jdbc.user", access.user(),
                "reconcile.jdbc.password", access.password());
    }

    @Override
    public void stop() {
        database.close();
        try {
            PostgresBinaries.deleteTree(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(database, new TestInjector.MatchesType(EmbeddedPostgres.class));
    }
}
