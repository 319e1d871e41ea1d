package dev.reconcile.bench;

import dev.reconcile.app.RunningLab;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Load on the Kubernetes API of a lab: many clusters with open watches, and writes to them at a steady rate. Prints how long writes take and how far
 * watches are behind, and ends with 1 where the targets are missed.
 *
 * <p>Arguments: the address of a lab that runs, otherwise one is started; then clusters, watches each, writes a second, seconds (200 5 20 30).
 */
public final class KubernetesApiLoad {
    private static final double SLOWEST_WRITE_MILLIS = 100;
    private static final double SLOWEST_WATCH_MILLIS = 1_000;
    private static final int WARM_SECONDS = 10;
    private static final List<String> WATCHED = List.of("/api/v1/configmaps", "/api/v1/pods", "/apis/apps/v1/deployments", "/api/v1/nodes", "/api/v1/events");

    private record Lab(String base, String token) {}

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final String address;
    private final Map<String, Long> written = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Double> writes = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Double> lags = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    private KubernetesApiLoad(String address) {
        this.address = address;
    }

    public static void main(String[] arguments) throws Exception {
        boolean elsewhere = arguments.length > 0 && arguments[0].startsWith("http");
        int[] numbers = {200, 5, 20, 30};
        for (int i = elsewhere ? 1 : 0, at = 0; i < arguments.length; i++, at++) {
            numbers[at] = Integer.parseInt(arguments[i]);
        }
        System.exit(elsewhere ? run(arguments[0], numbers) : own(numbers));
    }

    private static int own(int[] numbers) throws Exception {
        // In its first minutes a new lab proves its exercises, which is not what is measured.
        RunningLab lab = RunningLab.fresh(Map.of("RECONCILE_EXERCISES_PROVE", "false"));
        try {
            return run(lab.address().toString().replaceFirst("/$", ""), numbers);
        } finally {
            lab.close();
            lab.forget();
        }
    }

    private static int run(String address, int[] numbers) throws Exception {
        return new KubernetesApiLoad(address).run(numbers[0], numbers[1], numbers[2], numbers[3]) ? 0 : 1;
    }

    private boolean run(int clusters, int watches, int writesASecond, int seconds) throws Exception {
        List<Lab> labs = new ArrayList<>();
        for (int i = 0; i < clusters; i++) {
            labs.add(create(i));
        }
        for (Lab lab : labs) {
            for (int i = 0; i < watches; i++) {
                String path = WATCHED.get(i % WATCHED.size());
                executor.execute(() -> watch(lab, path));
            }
        }
        while (open.get() + failures.get() < clusters * watches) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        System.out.printf("%d clusters, %d watches open, %d failed%n", clusters, open.get(), failures.get());
        writeSteadily(labs, "warm-", writesASecond, WARM_SECONDS);
        writes.clear();
        lags.clear();
        writeSteadily(labs, "load-", writesASecond, seconds);
        double write = percentile("write", writes, 99);
        double lag = percentile("watch", lags, 100);
        System.out.printf("%d failures, %d writes that no watch has told%n", failures.get(), written.size());
        return failures.get() == 0 && written.isEmpty() && write <= SLOWEST_WRITE_MILLIS && lag <= SLOWEST_WATCH_MILLIS;
    }

    /** Returns a little after the last write, when the watches have told of it. */
    private void writeSteadily(List<Lab> labs, String prefix, int writesASecond, int seconds) {
        Random random = new Random(1);
        long start = System.nanoTime();
        for (int i = 0; i < writesASecond * seconds; i++) {
            long due = start + i * 1_000_000_000L / writesASecond;
            LockSupport.parkNanos(due - System.nanoTime());
            Lab lab = labs.get(random.nextInt(labs.size()));
            String name = prefix + i;
            executor.execute(() -> write(lab, name));
        }
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    }

    private Lab create(int number) throws IOException, InterruptedException {
        HttpResponse<String> made = client.send(HttpRequest.newBuilder(URI.create(address + "/api/sessions")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.of("name", "load " + number, "language", "en").toString())).build(),
                HttpResponse.BodyHandlers.ofString());
        Json session = JsonText.trusted(made.body());
        return new Lab(address + "/k8s/" + session.text("id"), session.text("token"));
    }

    private HttpRequest.Builder request(Lab lab, String path) {
        return HttpRequest.newBuilder(URI.create(lab.base() + path)).header("Authorization", "Bearer " + lab.token()).header("User-Agent", "load/1");
    }

    private void watch(Lab lab, String path) {
        try {
            HttpResponse<InputStream> answer = client.send(request(lab, path + "?watch=true").build(), HttpResponse.BodyHandlers.ofInputStream());
            (answer.statusCode() == 200 ? open : failures).incrementAndGet();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.contains("\"load-") || line.contains("\"warm-")) {
                        told(JsonText.trusted(line).textOrEmpty("object", "metadata", "name"));
                    }
                }
            }
        } catch (IOException | InterruptedException e) {
            failures.incrementAndGet();
        }
    }

    private void told(String name) {
        Long at = written.remove(name);
        if (at != null) {
            lags.add((System.nanoTime() - at) / 1e6);
        }
    }

    private void write(Lab lab, String name) {
        Json body = Json.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Json.of("name", name), "data", Json.of("k", "v"));
        long start = System.nanoTime();
        written.put(name, start);
        try {
            int status = client.send(request(lab, "/api/v1/namespaces/default/configmaps").header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
            writes.add((System.nanoTime() - start) / 1e6);
            if (status != 201) {
                failures.incrementAndGet();
            }
        } catch (IOException | InterruptedException e) {
            failures.incrementAndGet();
        }
    }

    private static double percentile(String what, Iterable<Double> values, int percent) {
        List<Double> sorted = new ArrayList<>();
        values.forEach(sorted::add);
        sorted.sort(null);
        if (sorted.isEmpty()) {
            return Double.MAX_VALUE;
        }
        double value = sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        System.out.printf("%s: n=%d p50=%.1f ms p99=%.1f ms max=%.1f ms%n", what, sorted.size(), sorted.get(sorted.size() / 2),
                sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)), sorted.getLast());
        return value;
    }
}
