package dev.reconcile.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;

/** What a learner does on the lab's page and looks for there. */
public record LabPage(Page page) {
    /** Milliseconds of the wall clock; the simulated cluster needs seconds for a rollout at normal speed. */
    private static final double PATIENCE = 60_000;

    /** Enters the lab from the first page. */
    static LabPage enter(Page page, String name) {
        page.fill("input[name=name]", name);
        page.click("button[type=submit]");
        assertThat(page).hasURL(Pattern.compile("/lab/"));
        LabPage lab = new LabPage(page);
        lab.sees("$");
        return lab;
    }

    public Locator terminal() {
        return page.getByTestId("terminal").locator(".xterm-rows");
    }

    /** The terminal shows that text, sooner or later. */
    LabPage sees(String text) {
        assertThat(terminal()).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
        return this;
    }

    /** Types a line and waits until the terminal's prompt is back. */
    LabPage types(String line) {
        starts(line);
        return prompted();
    }

    /** Types a line and does not wait. */
    LabPage starts(String line) {
        page.getByTestId("terminal").click();
        page.keyboard().type(line);
        page.keyboard().press("Enter");
        return this;
    }

    LabPage presses(String key) {
        page.keyboard().press(key);
        return this;
    }

    /** Pastes text into the terminal as a browser does. */
    LabPage pastes(String text) {
        page.evaluate("""
                text => {
                  const clipboardData = new DataTransfer()
                  clipboardData.setData('text/plain', text)
                  document.querySelector('.xterm-helper-textarea').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
                }""", text);
        return this;
    }

    /** No command runs: the last line is a prompt. */
    LabPage prompted() {
        assertThat(terminal()).containsText(Pattern.compile("lab:\\S+\\$\\s*$"), new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
        return this;
    }

    Locator item(String id) {
        return page.locator("[data-item=" + id + "]");
    }

    /** The checklist's item is ticked, sooner or later. */
    LabPage meets(String item) {
        assertThat(item(item)).hasAttribute("data-state", "met", new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
        return this;
    }

    /** The picture says that of the workload, sooner or later. */
    LabPage shows(String workload, String text) {
        assertThat(page.locator("[data-workload=" + workload + "]")).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
        return this;
    }

    /** Pods with that look (ready, terminating, …) in the picture of owners. */
    Locator pods(String workload, String look) {
        return page.locator("[data-workload=" + workload + "] [data-look=" + look + "]");
    }

    /** Chooses an exercise from the list and waits until its cluster is there. */
    LabPage begins(String exercise) {
        page.locator("[data-action=choose]").click();
        page.locator("[data-exercise=" + exercise + "] button").click();
        assertThat(page.locator("[data-region=checklist] [data-state=met]")).hasCount(0);
        assertThat(page.locator("[data-action=check]")).isEnabled();
        return prompted();
    }

    /** Lets virtual time run so many times as fast as real time. */
    LabPage runs(int times) {
        page.locator("[data-speed='" + times + "']").click();
        return this;
    }

    /** Has the work checked, which plays the exercise's future, and expects that everything is done. */
    LabPage checksOut() {
        page.locator("[data-action=check]").click();
        assertThat(page.locator("[data-check]")).hasAttribute("data-check", "complete", new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
        return this;
    }

    /** The exercise says that it is done. */
    LabPage isDone() {
        assertThat(page.locator("[data-region=completion]")).isVisible();
        return this;
    }

    /** What the list of exercises says of one of them. */
    Locator standing(String exercise) {
        page.locator("[data-action=choose]").click();
        return page.locator("[data-exercise=" + exercise + "] [data-standing]");
    }
}
