package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CpTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void web() {
        bench.run("kubectl run web --image=nginx:1.27");
        bench.pass(20);
    }

    @Test
    void aFileGoesIntoAPodAndComesBack() {
        bench.run("echo '<h1>안녕</h1>' > page.html");
        assertThat(bench.run("kubectl cp page.html web:/usr/share/nginx/html/index.html")).isEqualTo(new Bench.Result("", "", 0));
        assertThat(bench.run("kubectl exec web -- cat /usr/share/nginx/html/index.html").out()).isEqualTo("<h1>안녕</h1>\n");
        assertThat(bench.run("kubectl cp web:/usr/share/nginx/html/index.html back.html").out()).isEqualTo("tar: Removing leading `/' from member names\n");
        assertThat(bench.run("cat back.html").out()).isEqualTo("<h1>안녕</h1>\n");
    }

    @Test
    void intoADirectoryAFileKeepsItsName() {
        bench.run("echo a > a.txt; kubectl cp a.txt default/web:/tmp");
        assertThat(bench.run("kubectl exec web -- cat /tmp/a.txt").out()).isEqualTo("a\n");
    }

    @Test
    void directoriesGoBothWays() {
        bench.run("mkdir -p site/img; echo one > site/one.html; echo two > site/img/two.txt; kubectl cp site web:/usr/share/site");
        assertThat(bench.run("kubectl exec web -- find /usr/share/site -type f").out()).isEqualTo("/usr/share/site/img/two.txt\n/usr/share/site/one.html\n");
        bench.run("kubectl cp web:/usr/share/site ./copy");
        assertThat(bench.run("cat copy/one.html copy/img/two.txt").out()).isEqualTo("one\ntwo\n");
    }

    @Test
    void whatIsWrongIsSaidInKubectlsWords() {
        bench.run("echo a > a.txt");
        assertThat(bench.run("kubectl cp a.txt").err()).isEqualTo("error: source and destination are required\n");
        assertThat(bench.run("kubectl cp a.txt b.txt").err()).isEqualTo("error: one of src or dest must be a remote file specification\n");
        assertThat(bench.run("kubectl cp a:/x b:/y").err()).isEqualTo("error: one of src or dest must be a local file specification\n");
        assertThat(bench.run("kubectl cp :/x b").err()).isEqualTo("error: filespec must match the canonical format: [[namespace/]pod:]file/path\n");
        assertThat(bench.run("kubectl cp nofile web:/tmp").err()).isEqualTo("error: nofile doesn't exist in local filesystem\n");
        assertThat(bench.run("kubectl cp a.txt nosuch:/tmp").err()).isEqualTo("Error from server (NotFound): pods \"nosuch\" not found\n");
        assertThat(bench.run("kubectl cp web:/nosuch x").err()).isEqualTo("command terminated with exit code 2\n");
    }

    @Test
    void tarWorksThroughExecToo() {
        bench.run("mkdir d; echo hi > d/f; tar cf - d | kubectl exec -i web -- tar xf - -C /tmp");
        assertThat(bench.run("kubectl exec web -- tar cf - -C /tmp d | tar tf -").out()).isEqualTo("d/\nd/f\n");
    }
}
