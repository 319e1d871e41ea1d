package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.persistence.EmbeddedPostgres;
import dev.reconcile.persistence.PostgresBinaries;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting the program: what it says, and how it refuses. */
@Timeout(180)
class StartIT {
    @Test
    void the_lab_says_where_it_is_and_where_its_data_lives_and_leaves_no_database_behind() {
        RunningLab lab = RunningLab.fresh();
        assertThat(lab.output()).last().asString()
                .isEqualTo("Reconcile is ready: " + lab.address().toString().replaceAll("/$", "") + "  (data: " + lab.data() + ")");
        assertThat(lab.data().resolve("database/postmaster.pid")).exists();
        lab.stop();
        assertThat(lab.data().resolve("database/postmaster.pid")).doesNotExist();
        lab.forget();
    }

    @Test
    void an_external_database_is_used_if_its_address_is_set_and_nothing_else() throws Exception {
        Path home = RunningLab.freshData();
        try (EmbeddedPostgres external = EmbeddedPostgres.start(home, PostgresBinaries.unpackedBelow(Path.of("target").toAbsolutePath()))) {
            EmbeddedPostgres.Access access = external.access();
            String url = access.jdbcUrl() + "?user=" + access.user() + "&password=" + access.password();
            try (RunningLab lab = RunningLab.with(Map.of("RECONCILE_JDBC_URL", url, "XDG_DATA_HOME", home.resolve("unused").toString()))) {
                assertThat(Learner.comesTo(lab.address(), "Ada").id()).isNotEmpty();
                assertThat(lab.output()).last().asString().contains("(data: " + access.jdbcUrl() + ")").doesNotContain(access.password());
            }
            assertThat(home.resolve("unused")).doesNotExist();
        }
    }

    @Test
    void two_labs_on_one_database_do_not_write_the_same_session() throws Exception {
        Path home = RunningLab.freshData();
        try (EmbeddedPostgres shared = EmbeddedPostgres.start(home, PostgresBinaries.unpackedBelow(Path.of("target").toAbsolutePath()))) {
            Map<String, String> environment = Map.of("RECONCILE_JDBC_URL", shared.access().jdbcUrl(),
                    "RECONCILE_JDBC_USER", shared.access().user(), "RECONCILE_JDBC_PASSWORD", shared.access().password());
            RunningLab first = RunningLab.with(environment);
            try (RunningLab second = RunningLab.with(environment)) {
                Learner learner = Learner.comesTo(first.address(), "Ada");
                learner.runs(first.address(), "kubectl create deployment nginx --image=nginx:1.20");
                assertThat(learner.isRefusedBy(second.address())).isTrue();
                first.kill();
                assertThat(learner.runs(second.address(), "kubectl get deployments -o name")).isEqualTo("deployment.apps/nginx\n");
            }
        }
    }

    @Test
    void an_unknown_option_is_refused_in_one_sentence() throws Exception {
        assertThat(refusal("--prot", "80")).isEqualTo("Unknown option --prot: there are --port N, --host ADDRESS and --data DIR.\n");
    }

    @Test
    void a_port_that_is_no_port_is_refused_in_one_sentence() throws Exception {
        for (String port : new String[] {"0", "65536", "-1", "http", "1e3", "８０８０"}) {
            assertThat(refusal("--port=" + port)).isEqualTo("The port has to be a number from 1 to 65535, not \"" + port + "\".\n");
        }
        assertThat(refusal("--port")).isEqualTo("The option --port needs a value.\n");
    }

    @Test
    void a_port_in_use_is_refused_in_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(RunningLab.freePort())) {
            assertThat(refusal("--port", "" + taken.getLocalPort()))
                    .startsWith("The lab cannot serve on 127.0.0.1 port " + taken.getLocalPort()).hasLineCount(1);
        }
    }

    @Test
    void a_data_directory_that_cannot_be_one_is_refused_in_one_sentence() throws Exception {
        Path file = RunningLab.freshData().resolve("file");
        Files.writeString(file, "not a directory");
        assertThat(refusal("--port", "" + RunningLab.freePort(), "--data", file.toString()))
                .startsWith("The data directory " + file + " cannot be made or written").hasLineCount(1);
    }

    @Test
    void a_data_directory_in_use_is_refused_in_one_sentence_that_names_the_other_process() throws Exception {
        try (RunningLab holder = RunningLab.fresh()) {
            assertThat(refusal("--port", "" + RunningLab.freePort(), "--data", holder.data().toString()))
                    .startsWith("The data directory " + holder.data() + " is in use by another Reconcile (process ").hasLineCount(1);
        }
    }

    private static String refusal(String... options) throws IOException, InterruptedException {
        Process process = RunningLab.launch(Map.of(), options);
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(2);
        return said;
    }
}
