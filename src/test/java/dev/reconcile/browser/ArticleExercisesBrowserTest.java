package dev.reconcile.browser;

import com.microsoft.playwright.Page;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The article's other three exercises, with its commands as they stand there. The first has a test of its own. */
class ArticleExercisesBrowserTest extends Browsing {
    private LabPage at(String exercise, String language, String name) {
        return LabPage.enter(visitor(language), name).begins(exercise);
    }

    private void done(LabPage lab, String exercise, String language) {
        lab.checksOut().isDone();
        shootLightAndDark(lab.page(), exercise + "-" + language);
    }

    @ParameterizedTest
    @CsvSource({"ko, 민지", "en, Ada"})
    void a_stateful_set_gets_what_its_image_asks_for_and_its_pods_have_names(String language, String name) {
        LabPage lab = at("statefulset-mysql", language, name).runs(10);
        lab.types("# Headless Service");
        lab.types("kubectl create -f mysql-headless-svc.yaml").sees("service/mysql created");
        lab.types("kubectl create -f mysql-statefulset.yaml").sees("statefulset.apps/mysql created").meets("created");
        lab.types("kubectl get pods -l app=mysql").shows("mysql", "CrashLoopBackOff");
        shoot(lab.page(), "crashing-" + language);
        lab.types("kubectl logs mysql-0").sees("MYSQL_ROOT_PASSWORD").meets("cause");
        lab.types("kubectl set env statefulset/mysql MYSQL_ROOT_PASSWORD=learn").sees("statefulset.apps/mysql env updated");
        lab.types("kubectl delete pod mysql-0").sees("pod \"mysql-0\" deleted");
        lab.types("kubectl rollout status statefulset/mysql").meets("running");
        lab.types("kubectl get pods -l app=mysql").sees("mysql-2").meets("looked");
        lab.types("kubectl run -it --rm debug --image=busybox --restart=Never -- nslookup mysql-0.mysql").sees("NXDOMAIN");
        lab.types("kubectl run -it --rm debug --image=busybox --restart=Never -- nslookup mysql-0.mysql.default.svc.cluster.local");
        lab.sees("Name:").meets("dns");
        done(lab, "statefulset", language);
    }

    @ParameterizedTest
    @CsvSource({"ko, 민지", "en, Ada"})
    void a_daemon_set_runs_on_every_node(String language, String name) {
        LabPage lab = at("daemonset-node-exporter", language, name);
        lab.types("kubectl create -f node-exporter-daemonset.yaml").sees("daemonset.apps/node-exporter created").meets("everywhere");
        lab.types("kubectl get pods -o wide").sees("worker-3").meets("looked");
        lab.types("kubectl delete $(kubectl get pods -l app=node-exporter -o name | head -n 1)").meets("replaced");
        done(lab, "daemonset", language);
    }

    @ParameterizedTest
    @CsvSource({"ko, 민지", "en, Ada"})
    void a_cron_job_makes_its_job_when_the_clock_is_moved_to_two(String language, String name) {
        LabPage lab = at("cronjob-backup", language, name);
        Page page = lab.page();
        lab.types("kubectl create -f backup-cronjob.yaml").sees("cronjob.batch/backup created").meets("created");
        lab.types("kubectl get cronjobs").sees("0 2 * * *").meets("looked");
        shoot(page, "evening-" + language);
        page.locator("[data-workload=backup] .schedule button").click();
        lab.meets("ran");
        lab.types("kubectl get jobs").sees("backup-").meets("looked-jobs");
        done(lab, "cronjob", language);
    }
}
