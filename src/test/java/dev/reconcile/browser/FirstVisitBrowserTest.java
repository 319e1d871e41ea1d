package dev.reconcile.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstVisitBrowserTest extends Browsing {
    @ParameterizedTest
    @CsvSource({"ko, 민지, 1440, 900", "en, Ada, 1440, 900", "ko, 민지, 400, 800", "en, Ada, 400, 800"})
    void a_name_is_enough_to_have_a_lab_in_the_language_of_the_browser(String language, String name, int width, int height) {
        Page page = visitor(language, width, height);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        shoot(page, "landing-" + language + "-" + width);

        page.fill("input[name=name]", name);
        page.click("button[type=submit]");

        assertThat(page).hasURL(Pattern.compile("/lab/"));
        assertThat(page.getByTestId("terminal")).containsText("$");
        assertThat(page.locator("[data-region=checklist] li").first()).isAttached();
        shoot(page, "lab-" + language + "-" + width);

        page.reload();
        assertThat(page.getByTestId("terminal")).containsText("$");
    }

    @ParameterizedTest
    @CsvSource({"ko, 민지, 내 kubectl로 접속하기", "en, Ada, Use your own kubectl"})
    void an_own_client_connects_and_the_page_shows_it_and_what_it_does(String language, String name, String title) throws Exception {
        Page page = LabPage.enter(visitor(language), name).page();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(title)).click();
        Locator panel = page.locator("#own-client");
        assertThat(panel.locator("code").first()).containsText("curl -fsS -o reconcile-");

        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        panel.locator(".line button").click();
        assertThat((String) page.evaluate("navigator.clipboard.readText()")).isEqualTo(panel.locator("code").first().textContent());

        Download download = page.waitForDownload(() -> panel.locator("a[download]").click());
        Matcher server = Pattern.compile("server: \"?([^\\s\"]+)").matcher(Files.readString(download.path()));
        assertThat(server.find()).isTrue();
        HttpRequest create = HttpRequest.newBuilder(URI.create(server.group(1) + "/apis/apps/v1/namespaces/default/deployments"))
                .header("User-Agent", "kubectl/v1.33.0 (linux/amd64) kubernetes/abc").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"from-my-machine"},"spec":{"selector":{"matchLabels":{"app":"a"}},
                        "template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"web","image":"nginx:1.20"}]}}}}""")).build();
        assertThat(HttpClient.newHttpClient().send(create, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(201);

        assertThat(panel.getByRole(AriaRole.STATUS)).containsText("kubectl/v1.33.0", new LocatorAssertions.ContainsTextOptions().setTimeout(10_000));
        shoot(page, "own-client-" + language);
        page.keyboard().press("Escape");
        assertThat(panel).not().isVisible();
        assertThat(page.locator("[data-workload=from-my-machine]")).isVisible();
    }
}
