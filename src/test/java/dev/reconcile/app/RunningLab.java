package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged lab as a process of its own, on a free port with its data below {@code target}; it can be killed. */
public final class RunningLab implements AutoCloseable {
    private static final Path JAR = Path.of(System.getProperty("reconcile.jar", "target/quarkus-app/quarkus-run.jar")).toAbsolutePath();

    /** What {@code src/lab start} lets the JVM note for quicker starts; where it is, the lab is started with it here as well. */
    private static final Path NOTES = JAR.resolveSibling("lab.aot");

    private static final int PATIENCE_SECONDS = 60;

    private final Path data;
    private final int port;
    private final Process process;
    private final List<String> output = new ArrayList<>();

    private RunningLab(Path data, int port, Process process) {
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** A lab with nothing in it. */
    public static RunningLab fresh() {
        return fresh(Map.of());
    }

    /** The same with settings. */
    public static RunningLab fresh(Map<String, String> environment) {
        return on(freshData(), environment);
    }

    /** A lab that goes on with that data. */
    public static RunningLab on(Path data) {
        return on(data, Map.of());
    }

    private static RunningLab on(Path data, Map<String, String> environment) {
        int port = freePort();
        return new RunningLab(data, port, launch(environment, "--port", "" + port, "--data", data.toString())).awaitReady();
    }

    /** A lab that keeps everything in a database of somebody else. */
    public static RunningLab with(Map<String, String> environment) {
        int port = freePort();
        return new RunningLab(null, port, launch(environment, "--port", "" + port)).awaitReady();
    }

    static Process launch(Map<String, String> environment, String... options) {
        assertThat(JAR).as("the packaged application; mvn verify builds it").exists();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        if (Files.exists(NOTES)) {
            command.addAll(List.of("-XX:AOTCache=" + NOTES, "-Xlog:aot*=off"));
        }
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path freshData() {
        try {
            Path parent = Path.of("target", "test-labs").toAbsolutePath();
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, "data-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://localhost:" + port + "/");
    }

    public Path data() {
        return data;
    }

    /** What the lab has printed until it was ready. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** SIGKILL: no hook, no farewell. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Stops the lab if it is still there. */
    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    /** Deletes the data of a lab that has stopped. */
    public void forget() {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningLab awaitReady() {
        try {
            BufferedReader reader = process.inputReader();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                if (line.startsWith("Reconcile is ready")) {
                    Thread.ofVirtual().start(() -> passOn(reader));
                    return this;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the lab ended before it was ready:\n" + String.join("\n", output));
    }

    /** A full pipe would stop the lab; what it says after its start goes to the test's own output. */
    private static void passOn(BufferedReader reader) {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                System.out.println("lab: " + line);
            }
        } catch (IOException e) {
            System.out.println("lab: (killed)");
        }
    }

    private void awaitEnd() {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the lab ends").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
