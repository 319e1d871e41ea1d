package dev.reconcile.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.reconcile.app.RunningLab;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * What browser tests share: one packaged lab and one Chromium per test class, a fresh visitor per page.
 *
 * <p>A subclass's name ends in {@code BrowserTest}; {@code mvn verify} runs it. After each test, what every open page
 * shows is kept in {@code target/screenshots}.
 */
@Timeout(300)
public abstract class Browsing {
    private static final Path SCREENSHOTS = Path.of(System.getProperty("reconcile.screenshots", "target/screenshots"));
    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private static RunningLab lab;
    private static Playwright playwright;
    private static Browser browser;
    private int shots;

    @BeforeAll
    static void open() {
        lab = RunningLab.fresh();
        playwright = Playwright.create();
        String chromium = System.getenv().getOrDefault("RECONCILE_BROWSER", "/usr/bin/chromium");
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(chromium)).setArgs(FLAGS));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
        if (lab != null) {
            lab.close();
            lab.forget();
        }
    }

    @AfterEach
    void keepWhatIsSeen() {
        for (BrowserContext visitor : List.copyOf(browser.contexts())) {
            for (Page page : List.copyOf(visitor.pages())) {
                shoot(page, "end" + ++shots);
            }
            visitor.close();
        }
    }

    /** The lab under test. */
    protected static RunningLab lab() {
        return lab;
    }

    /** Somebody who has never been here, with a browser in that language, on the first page. */
    protected static Page visitor(String language) {
        return visitor(language, 1440, 900);
    }

    /** The same with a window of that size in CSS pixels. */
    protected static Page visitor(String language, int width, int height) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale(language).setViewportSize(width, height));
        Page page = context.newPage();
        page.onPageError(error -> System.out.println("page error: " + error));
        page.onConsoleMessage(message -> System.out.println("page " + message.type() + ": " + message.text()));
        page.navigate(lab.address().toString());
        return page;
    }

    /** The same in both themes, the dark one as {@code name-dark}. */
    protected void shootLightAndDark(Page page, String name) {
        shoot(page, name);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shoot(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** Keeps what the page shows as {@code target/screenshots/TestClass-name.png}. */
    protected void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(SCREENSHOTS.resolve(getClass().getSimpleName() + "-" + name + ".png")));
    }
}
