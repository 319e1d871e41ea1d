package dev.reconcile.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
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
}
