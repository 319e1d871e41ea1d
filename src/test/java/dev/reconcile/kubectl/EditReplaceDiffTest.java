package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.shell.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EditReplaceDiffTest {
    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: v}\n";

    private final Bench bench = new Bench();

    @BeforeEach
    void objects() {
        bench.run("kubectl create deployment web --image=nginx:1.20 --replicas=2");
        write(CONFIG);
        bench.run("kubectl apply -f a.yaml");
    }

    private void write(String text) {
        bench.files.write("/home/learner/a.yaml", text);
    }

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    /** The page's editor, in which a person changes one text and saves, once per opening. */
    private final class Page implements Terminal {
        private final List<String> opened = new ArrayList<>();
        private Optional<EditorOutcome> outcome = Optional.empty();

        @Override
        public int columns() {
            return 80;
        }

        @Override
        public int rows() {
            return 24;
        }

        @Override
        public void openEditor(String path) {
            opened.add(path);
            outcome = Optional.empty();
        }

        @Override
        public Optional<EditorOutcome> editorOutcome() {
            return outcome;
        }

        void save(String from, String to) {
            bench.files.write(opened.getLast(), shown().replace(from, to));
            outcome = Optional.of(EditorOutcome.SAVED);
        }

        String shown() {
            return bench.files.content(opened.getLast()).orElseThrow();
        }
    }

    private Page page() {
        Page page = new Page();
        bench.terminal = page;
        return page;
    }

    @Test
    void editingOpensThePagesEditorAndSendsWhatWasSaved() {
        Page page = page();
        Bench.Running edit = bench.start("kubectl edit deployment/web").go(bench.cluster.now() + 1_000);
        assertThat(page.shown()).startsWith("""
                # Please edit the object below. Lines beginning with a '#' will be ignored,
                # and an empty file will abort the edit. If an error occurs while saving this file will be
                # reopened with the relevant failures.
                #
                apiVersion: apps/v1
                kind: Deployment
                """);
        page.save("replicas: 2", "replicas: 3");
        assertThat(edit.go(bench.cluster.now() + 1_000).result()).isEqualTo(new Bench.Result("deployment.apps/web edited\n", "", 0));
        assertThat(run("kubectl get deployment web -o jsonpath='{.spec.replicas}'")).isEqualTo("3");
        assertThat(bench.files.isFile(page.opened.getFirst())).isFalse();
    }

    @Test
    void leavingWithoutAChangeCancels() {
        Page page = page();
        Bench.Running edit = bench.start("kubectl edit cm a").go(bench.cluster.now() + 1_000);
        page.save("", "");
        assertThat(edit.go(bench.cluster.now() + 1_000).result()).isEqualTo(new Bench.Result("", "Edit cancelled, no changes made.\n", 0));
        page = page();
        edit = bench.start("kubectl edit cm a").go(bench.cluster.now() + 1_000);
        page.save(page.shown(), "# nothing\n");
        assertThat(edit.go(bench.cluster.now() + 1_000).result().err()).isEqualTo("Edit cancelled, saved file was empty.\n");
    }

    @Test
    void whatIsRefusedIsOpenedAgainWithTheReason() {
        Page page = page();
        Bench.Running edit = bench.start("kubectl edit deployment/web").go(bench.cluster.now() + 1_000);
        page.save("replicas: 2", "replicas: -1");
        edit.go(bench.cluster.now() + 1_000);
        assertThat(edit.ended()).isFalse();
        assertThat(page.opened).hasSize(2);
        assertThat(page.shown()).contains("""
                #
                # deployments.apps "web" was not valid:
                # * spec.replicas: Invalid value: -1: must be greater than or equal to 0
                #
                apiVersion: apps/v1
                """).contains("replicas: -1");
        page.save("", "");
        edit.go(bench.cluster.now() + 1_000);
        assertThat(edit.result().err()).isEqualTo("error: deployments.apps \"web\" is invalid\nA copy of your changes has been stored to \""
                + page.opened.getLast() + "\"\nerror: Edit cancelled, no valid changes were saved.\n");
        assertThat(edit.result().exit()).isEqualTo(1);
    }

    @Test
    void aSyntaxErrorIsOpenedAgainToo() {
        Page page = page();
        Bench.Running edit = bench.start("kubectl edit cm a").go(bench.cluster.now() + 1_000);
        page.save("  k: v", "  k: [v");
        edit.go(bench.cluster.now() + 1_000);
        assertThat(page.shown()).contains("# The edited file had a syntax error: error parsing edited-file: error converting YAML to JSON: yaml: ");
        page.save("  k: [v", "  k: w");
        assertThat(edit.go(bench.cluster.now() + 1_000).result()).isEqualTo(new Bench.Result("configmap/a edited\n", "", 0));
    }

    @Test
    void anEditorOfTheEnvironmentRunsInstead() {
        assertThat(run("KUBE_EDITOR='sed -i s/nginx:1.20/nginx:1.21/' kubectl edit deployment/web")).isEqualTo("deployment.apps/web edited\n");
        assertThat(run("kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'")).isEqualTo("nginx:1.21");
        assertThat(run("EDITOR=\"sed -i 's/nginx:1.21/nginx:1.22/'\" kubectl edit deployment/web")).isEqualTo("deployment.apps/web edited\n");
        assertThat(run("EDITOR=emacs kubectl edit deployment/web")).isEqualTo("error: unable to launch the editor \"emacs\"\n");
        assertThat(run("EDITOR=false kubectl edit deployment/web")).isEqualTo("error: there was a problem with the editor \"false\"\n");
    }

    @Test
    void whatIsCreatedMayBeEditedBefore() {
        bench.run("kubectl create configmap one --from-literal=a=b --dry-run=client -o yaml > one.yaml");
        assertThat(run("KUBE_EDITOR='sed -i s/b$/c/' kubectl create --edit -f one.yaml")).isEqualTo("configmap/one created\n");
        assertThat(run("kubectl get cm one -o jsonpath='{.data.a}'")).isEqualTo("c");
        assertThat(run("KUBE_EDITOR=true kubectl create --edit -f one.yaml")).isEqualTo("Edit cancelled, no changes made.\n");
        assertThat(run("KUBE_EDITOR='sed -i s/b$/d/' kubectl create --edit -f one.yaml")).startsWith("A copy of your changes has been stored to \"/tmp/kubectl-edit-")
                .endsWith("Error from server (AlreadyExists): configmaps \"one\" already exists\n");
    }

    @Test
    void editingCanBeRecorded() {
        assertThat(run("EDITOR='sed -i s/v$/w/' kubectl edit cm a --record")).isEqualTo("configmap/a edited\nFlag --record has been deprecated, --record will be removed in the future\n");
        assertThat(run("kubectl get cm a -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'")).isEqualTo("kubectl edit cm a --record=true");
    }

    @Test
    void anEditorThatEditsByItselfEnds() {
        assertThat(run("export EDITOR=\"sh -c 'kubectl edit cm a'\"; kubectl edit cm a")).contains("error: there was a problem with the editor ");
    }

    @Test
    void whatWasAppliedLastCanBeEdited() {
        assertThat(run("EDITOR='sed -i s/v$/w/' kubectl apply edit-last-applied cm/a")).isEqualTo("configmap/a edited\n");
        assertThat(run("kubectl apply view-last-applied cm/a")).contains("k: w");
        assertThat(run("kubectl get cm a -o jsonpath='{.data.k}'")).isEqualTo("v");
    }

    @Test
    void replacingWritesTheWholeObject() {
        write(CONFIG.replace("{k: v}", "{other: x}"));
        assertThat(run("kubectl replace -f a.yaml")).isEqualTo("configmap/a replaced\n");
        assertThat(run("kubectl get cm a -o jsonpath='{.data}{.metadata.annotations}'")).isEqualTo("{\"other\":\"x\"}");
        assertThat(run("kubectl get deployment web -o yaml | sed s/1.20/1.21/ | kubectl replace -f -")).isEqualTo("deployment.apps/web replaced\n");
        write(CONFIG.replace("name: a", "name: nothing"));
        assertThat(run("kubectl replace -f a.yaml")).isEqualTo("Error from server (NotFound): error when replacing \"a.yaml\": configmaps \"nothing\" not found\n");
        assertThat(run("kubectl replace -f a.yaml --grace-period=3")).isEqualTo("error: --grace-period must have --force specified\n");
    }

    @Test
    void replacingByForceDeletesAndCreates() {
        String uid = run("kubectl get cm a -o jsonpath='{.metadata.uid}'");
        Bench.Result result = bench.run("kubectl replace --force -f a.yaml");
        assertThat(result.out()).isEqualTo("configmap \"a\" deleted from default namespace\nconfigmap/a replaced\n");
        assertThat(run("kubectl get cm a -o jsonpath='{.metadata.uid}'")).isNotEqualTo(uid);
    }

    @Test
    void diffShowsWhatApplyWouldChange() {
        assertThat(bench.run("kubectl diff -f a.yaml")).isEqualTo(new Bench.Result("", "", 0));
        write(CONFIG.replace("k: v", "k: w"));
        Bench.Result result = bench.run("kubectl diff -f a.yaml");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).matches("(?s)diff -u -N /tmp/LIVE-(\\d+)/v1.ConfigMap.default.a /tmp/MERGED-\\1/v1.ConfigMap.default.a\n"
                + "--- /tmp/LIVE-\\1/v1.ConfigMap.default.a\t2026-.*\n\\+\\+\\+ /tmp/MERGED-\\1/v1.ConfigMap.default.a\t2026-.*\n@@ -1,6 \\+1,6 @@\n"
                + " apiVersion: v1\n data:\n-  k: v\n\\+  k: w\n kind: ConfigMap\n.*");
        assertThat(run("kubectl get cm a -o jsonpath='{.data.k}'")).isEqualTo("v");
    }

    @Test
    void diffShowsNewObjectsWholeAndNoSecrets() {
        write("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hidden}\n");
        Bench.Result result = bench.run("kubectl diff -f a.yaml");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("+kind: Secret\n").contains("+  password: '***'\n").doesNotContain("aGlkZGVu");
        assertThat(bench.run("kubectl diff -f nothing.yaml").exit()).isEqualTo(2);
    }
}
