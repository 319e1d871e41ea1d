package dev.reconcile.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

@Timeout(120)
class EmbeddedPostgresTest {
    private final Path home = TestDatabase.freshHome();

    @AfterEach
    void leaveNothingBehind() throws IOException {
        if (Files.exists(home.resolve("database"))) {
            start().close();
        }
        PostgresBinaries.deleteTree(home);
    }

    @Test
    void what_is_written_is_there_after_a_stop_and_a_start() throws SQLException {
        try (EmbeddedPostgres first = start()) {
            write(first, "kept");
        }
        try (EmbeddedPostgres second = start()) {
            assertThat(read(second)).isEqualTo("kept");
        }
    }

    @Test
    void nobody_gets_in_without_the_password_and_only_the_owner_can_read_it() throws Exception {
        try (EmbeddedPostgres database = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.access().jdbcUrl(), database.access().user(), "guess"))
                    .isInstanceOf(SQLException.class).hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password")))).isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("database")))).isEqualTo("rwx------");
        }
    }

    @Test
    void a_server_that_outlived_its_lab_is_adopted() throws SQLException {
        EmbeddedPostgres killed = start();
        write(killed, "kept");
        long process = killed.process().orElseThrow();
        killed.abandon();

        try (EmbeddedPostgres next = start()) {
            assertThat(next.process()).hasValue(process);
            assertThat(next.access()).isEqualTo(killed.access());
            assertThat(read(next)).isEqualTo("kept");
        }
    }

    @Test
    void a_server_killed_together_with_its_lab_comes_back_with_what_was_committed() throws Exception {
        EmbeddedPostgres killed = start();
        write(killed, "kept");
        killed.abandon();
        kill(killed.process().orElseThrow());

        try (EmbeddedPostgres next = start()) {
            assertThat(read(next)).isEqualTo("kept");
        }
    }

    @Test
    void a_server_that_is_killed_under_a_running_lab_is_started_again_at_the_same_address() throws Exception {
        try (EmbeddedPostgres database = start()) {
            write(database, "kept");
            kill(database.process().orElseThrow());
            while (database.process().isEmpty() || !answers(database)) {
                Thread.onSpinWait();
            }
            assertThat(read(database)).isEqualTo("kept");
        }
    }

    @Test
    void a_process_number_that_belongs_to_another_program_by_now_does_not_stop_a_start() throws Exception {
        start().close();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(home.resolve("database/postmaster.pid"),
                    stranger.pid() + "\n" + home.resolve("database") + "\n1\n1\n\n127.0.0.1\n  0 0\nready   \n");
            try (EmbeddedPostgres database = start()) {
                assertThat(answers(database)).isTrue();
            }
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void what_an_interrupted_first_start_left_is_replaced() throws Exception {
        Files.createDirectories(home.resolve("database.new/base"));
        try (EmbeddedPostgres database = start()) {
            assertThat(answers(database)).isTrue();
        }
        assertThat(home.resolve("database.new")).doesNotExist();
    }

    @Test
    void data_of_another_major_version_is_refused_in_one_sentence() throws Exception {
        Files.createDirectories(home.resolve("database"));
        Files.writeString(home.resolve("database/PG_VERSION"), "13\n");
        try {
            assertThatThrownBy(this::start).isInstanceOf(StartRefused.class).hasMessageContaining("belongs to PostgreSQL 13");
        } finally {
            PostgresBinaries.deleteTree(home.resolve("database"));
        }
    }

    @Test
    @EnabledIf("maySetUsers")
    void where_user_namespaces_are_forbidden_root_runs_the_server_as_nobody_and_goes_on_so() throws Exception {
        Path reachable = Files.createTempDirectory("reconcile-test");
        PostgresBinaries binaries = PostgresBinaries.unpackedBelow(reachable);
        try (EmbeddedPostgres database = EmbeddedPostgres.start(reachable, binaries, Unprivileged.NOBODY)) {
            write(database, "kept");
            assertThat(Files.getOwner(reachable.resolve("database")).getName()).isEqualTo("nobody");
        }
        assertThat(Unprivileged.onThisMachine(reachable.resolve("database"))).isEqualTo(Unprivileged.NOBODY);
        try (EmbeddedPostgres database = EmbeddedPostgres.start(reachable, binaries)) {
            assertThat(read(database)).isEqualTo("kept");
        }
        PostgresBinaries.deleteTree(reachable);
    }

    static boolean maySetUsers() {
        return System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/bin/setpriv"));
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(home, TestDatabase.binaries());
    }

    private static void kill(long process) throws Exception {
        new ProcessBuilder("kill", "-9", String.valueOf(process)).start().waitFor(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Connection connect(EmbeddedPostgres database) throws SQLException {
        return DriverManager.getConnection(database.access().jdbcUrl(), database.access().user(), database.access().password());
    }

    private static boolean answers(EmbeddedPostgres database) {
        try (Connection connection = connect(database)) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static void write(EmbeddedPostgres database, String word) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            statement.execute("create table note (word text)");
            statement.execute("insert into note values ('" + word + "')");
        }
    }

    private static String read(EmbeddedPostgres database) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select word from note")) {
            row.next();
            return row.getString(1);
        }
    }
}
