package dev.reconcile.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The habits of people who know bash, in a real terminal of a real page. */
class TerminalBrowserTest extends Browsing {
    private LabPage terminal() {
        LabPage lab = LabPage.enter(visitor("en"), "Ada");
        lab.page().getByTestId("terminal").click();
        return lab;
    }

    private static LabPage keys(LabPage lab, String text) {
        lab.page().keyboard().type(text);
        return lab;
    }

    @Test
    void tab_completes_commands_names_and_files_and_lists_what_is_ambiguous() {
        LabPage lab = terminal().types("kubectl create deployment web --image=nginx:1.20");
        keys(lab, "k rollout sta").presses("Tab").sees("k rollout status");
        keys(lab, "deploy/w").presses("Tab").sees("deploy/web");
        lab.presses("Control+c");
        keys(lab, "kubectl get d").presses("Tab").presses("Tab").sees("daemonsets.apps").sees("deployments.apps");
        lab.presses("Control+c");
        keys(lab, "get po").presses("Control+a");
        keys(lab, "kubec").presses("Tab").sees("kubectl get po");
        lab.presses("Control+c");
        keys(lab, "cat mysql-h").presses("Tab").sees("cat mysql-headless-svc.yaml");
        lab.presses("Control+c");
    }

    @Test
    void the_line_is_edited_recalled_and_searched_as_in_bash() {
        LabPage lab = terminal().types("echo one").types("echo two words");
        lab.presses("Control+r");
        keys(lab, "one").sees("(reverse-i-search)`one': echo one").presses("Enter").prompted();
        keys(lab, "cat ").presses("Alt+.").sees("cat one").presses("Control+u");
        lab.types("!ec").sees("!ececho oneone");
        keys(lab, "echo 안녕하세요").presses("ArrowLeft").presses("Backspace");
        keys(lab, "X").presses("Enter").sees("안녕하X요");
        lab.pastes("cat <<EOF > x.yaml\na: 1\nEOF\ncat x.yaml\n").sees("a: 1").prompted();
        lab.presses("Control+d").sees("Use \"exit\" to leave the shell.");
        shoot(lab.page(), "habits");
    }

    @Test
    void ctrl_c_ends_what_goes_on() {
        LabPage lab = terminal().starts("sleep 1000").presses("Control+c").prompted().types("echo $?").sees("130");
        lab.starts("kubectl get pods -A -w").sees("coredns").presses("Control+c").prompted();
        lab.starts("watch kubectl get nodes").sees("Every 2.0s").presses("Control+c").prompted();
    }

    @Test
    void a_shell_in_a_container_feels_like_one() {
        LabPage lab = terminal().starts("kubectl run -it --rm debug --image=busybox --restart=Never -- sh").sees("/ #");
        keys(lab, "cat /e/hostname");
        for (int i = 0; i < "/hostname".length(); i++) {
            lab.presses("ArrowLeft");
        }
        keys(lab, "tc").presses("Enter").sees("cat /etc/hostnamedebug/ #");
        keys(lab, "rm /etc/hostname").presses("Enter").sees("rm: can't remove '/etc/hostname': Device or resource busy");
        lab.presses("ArrowUp").presses("Control+c");
        keys(lab, "exit").presses("Enter").sees("pod \"debug\" deleted").prompted();
    }

    @Test
    void an_editor_gives_the_keyboard_back() {
        LabPage lab = terminal().types("kubectl create deployment web --image=nginx:1.20");
        Page page = lab.page();
        lab.starts("kubectl edit deployment web");
        page.getByText("Cancel", new Page.GetByTextOptions().setExact(true)).first().click();
        lab.sees("Edit cancelled, no changes made.");
        keys(lab, "echo $?\n");
        assertThat(lab.terminal()).containsText(Pattern.compile("echo \\$\\?\\s*0"));
        lab.starts("vi note.txt");
        page.getByText("Save and close").click();
        keys(lab, "ls note*\n");
        assertThat(lab.terminal()).containsText(Pattern.compile("ls note\\*\\s*note\\.txt"));
    }
}
