package dev.reconcile.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The article's first exercise, done in the page as a learner does it. */
class DeploymentExerciseBrowserTest extends Browsing {
    private static final List<String> ITEMS =
            List.of("created", "looked", "changed", "updated", "no-gap", "watched", "history", "rolled-back");

    @ParameterizedTest
    @CsvSource({
        "ko, 민지, # Deployment 생성, 모든 목표를 달성했습니다, 완료 · 최고 100점",
        "en, Ada, # make a Deployment, All goals are met, complete · best: 100 points"})
    void the_articles_commands_tick_the_checklist_while_the_picture_and_the_timeline_follow(
            String language, String name, String comment, String allMet, String standing) {
        Page page = visitor(language);
        LabPage lab = LabPage.enter(page, name).begins("deployment-rollout");
        lab.types(comment);
        lab.types("kubectl create deployment nginx --image=nginx:1.20 --replicas=3").sees("deployment.apps/nginx created");
        lab.meets("created");
        assertThat(lab.pods("nginx", "ready")).hasCount(3);
        lab.types("kubectl get deployments").types("kubectl get rs").types("kubectl get pods").meets("looked");

        lab.types("kubectl set image deployment/nginx nginx=nginx:1.21");
        lab.types("kubectl rollout status deployment/nginx").sees("deployment \"nginx\" successfully rolled out");
        shoot(page, "updated-" + language);
        lab.types("kubectl rollout history deployment/nginx").sees("REVISION");
        lab.types("kubectl rollout undo deployment/nginx").sees("deployment.apps/nginx rolled back");

        ITEMS.forEach(lab::meets);
        assertThat(page.locator("[data-region=checklist] header")).containsText(allMet);
        assertThat(page.locator("[data-region=telling]")).containsText("nginx:1.20");
        assertThat(page.locator("[data-workload=nginx]")).containsText("nginx:1.20");
        lab.isDone();
        shootLightAndDark(page, "done-" + language);

        page.navigate(lab().address().toString());
        assertThat(page.locator("input[name=name]")).hasValue(name);
        shoot(page, "back-" + language);
        LabPage another = LabPage.enter(page, name);
        assertThat(another.standing("deployment-rollout")).containsText(standing);
        shoot(page, "record-" + language);
    }

    @Test
    void ctrl_c_ends_what_waits_tab_completes_arrows_recall_and_pasted_lines_run() {
        Page page = visitor("en");
        LabPage lab = LabPage.enter(page, "Ada");
        lab.types("kubectl create deployment broken --image=nginx:no-such-tag");
        lab.starts("kubectl rollout status deployment/broken").sees("0 of 1 updated replicas are available");
        lab.presses("Control+c").prompted();

        page.keyboard().type("kubectl get depl");
        lab.presses("Tab").sees("kubectl get deployments").presses("Enter").sees("broken   0/1");
        lab.prompted().presses("ArrowUp").presses("ArrowUp").presses("Enter").sees("^C");
        lab.presses("Control+c").prompted();

        lab.pastes("echo 하나 # 설명\necho $((20 + 22))\n").sees("42").prompted();
    }

    @Test
    void a_manifest_from_the_editor_is_applied_and_a_mistake_in_it_is_shown_at_its_line() {
        Page page = visitor("ko");
        LabPage lab = LabPage.enter(page, "민지");
        page.keyboard().press("Alt+3");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("nginx-deployment.yaml")).click();
        page.locator(".cm-line", new Page.LocatorOptions().setHasText("replicas")).click();
        page.keyboard().press("End");
        page.keyboard().type(": [");
        assertThat(page.locator(".cm-lintRange-error").first()).isVisible();
        shoot(page, "mistake");
        page.keyboard().press("Control+z");
        assertThat(page.locator(".cm-lintRange-error")).hasCount(0);
        shoot(page, "mended");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("적용")).click();
        lab.sees("kubectl apply -f nginx-deployment.yaml").sees("deployment.apps/nginx-deployment created");
        assertThat(lab.pods("nginx-deployment", "ready")).hasCount(3);
        page.reload();
        lab.sees("deployment.apps/nginx-deployment created");
    }

    @Test
    void time_stops_steps_and_jumps() {
        Page page = visitor("en");
        LabPage lab = LabPage.enter(page, "Ada");
        page.locator("[data-clock=toggle]").click();
        lab.types("kubectl create deployment web --image=nginx:1.20");
        assertThat(page.locator("[data-workload=web]")).hasCount(1);
        assertThat(page.locator("[data-generation]")).hasCount(0);
        page.locator("[data-clock=step]").click();
        assertThat(page.locator("[data-generation]")).hasCount(1);
        assertThat(page.locator("[data-generation] [data-pod]")).hasCount(0);
        // The Deployment takes note of its new ReplicaSet, then the ReplicaSet makes up for the pod that is missing.
        page.locator("[data-clock=step]").click();
        page.locator("[data-clock=step]").click();
        assertThat(page.locator("[data-generation] [data-pod]")).hasCount(1);
        shoot(page, "stepped");
        page.locator("[data-clock=toggle]").click();
        assertThat(lab.pods("web", "ready")).hasCount(1);
    }
}
