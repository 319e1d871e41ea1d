package dev.reconcile.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.reconcile.app.RunningLab;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a person waits: from {@code java -jar} to the first page served, database included (target: 6 s), and on localhost from the request for a
 * lab to a page that takes a command (target: 1 s). The packaged lab has to be there ({@code src/lab start} builds it), and a Chromium.
 */
public final class StartAndPage {
    private static final int RUNS = 5;
    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private StartAndPage() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<Long> first = new ArrayList<>();
        List<Long> again = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            RunningLab lab = RunningLab.fresh();
            first.add(sinceFirstPage(lab, start));
            lab.close();
            start = System.nanoTime();
            try (RunningLab resumed = RunningLab.on(lab.data())) {
                again.add(sinceFirstPage(resumed, start));
            }
            lab.forget();
        }
        print("from java -jar to the first page, new data directory", first);
        print("from java -jar to the first page, existing data directory", again);
        print("from the request for a lab to a page that takes a command", pages());
    }

    private static long sinceFirstPage(RunningLab lab, long start) throws IOException, InterruptedException {
        HttpResponse<String> page = HttpClient.newHttpClient().send(HttpRequest.newBuilder(lab.address()).build(), HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() != 200) {
            throw new IllegalStateException("the first page answered " + page.statusCode());
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static List<Long> pages() {
        List<Long> millis = new ArrayList<>();
        String chromium = System.getenv().getOrDefault("RECONCILE_BROWSER", "/usr/bin/chromium");
        try (RunningLab lab = RunningLab.fresh();
                Playwright playwright = Playwright.create();
                Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(chromium)).setArgs(FLAGS))) {
            for (int run = 0; run <= RUNS * 2; run++) {
                Page page = browser.newContext().newPage();
                page.navigate(lab.address().toString());
                page.fill("input[name=name]", "Ada");
                long start = System.nanoTime();
                page.click("button[type=submit]");
                page.waitForFunction("() => document.querySelector('[data-testid=terminal] .xterm-rows')?.textContent.includes('$')");
                // The first visit of a new server warms it up.
                if (run > 0) {
                    millis.add((System.nanoTime() - start) / 1_000_000);
                }
                page.context().close();
            }
        }
        return millis;
    }

    private static void print(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf("%s: median %d ms, worst %d ms (%d times)%n", what, sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size());
    }
}
