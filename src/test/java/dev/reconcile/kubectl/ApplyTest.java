package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplyTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels: {team: blue}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: nginx
                    image: nginx:1.20
                    env:
                    - {name: LEVEL, value: debug}
            """;

    private final Bench bench = new Bench();

    private void write(String name, String text) {
        bench.files.write("/home/learner/" + name, text);
    }

    private String apply(String text) {
        write("web.yaml", text);
        Bench.Result result = bench.run("kubectl apply -f web.yaml");
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private String field(String path) {
        return bench.run("kubectl get deployment web -o jsonpath='{" + path + "}'").out();
    }

    @Test
    void theFirstApplyCreatesTheSecondFindsNothingToDoAChangeConfigures() {
        assertThat(apply(DEPLOYMENT)).isEqualTo("deployment.apps/web created\n");
        assertThat(apply(DEPLOYMENT)).isEqualTo("deployment.apps/web unchanged\n");
        assertThat(apply(DEPLOYMENT.replace("1.20", "1.21"))).isEqualTo("deployment.apps/web configured\n");
        assertThat(field(".spec.template.spec.containers[0].image")).isEqualTo("nginx:1.21");
    }

    @Test
    void whatIsNoLongerInTheFileGoesAndWhatOthersSetStays() {
        apply(DEPLOYMENT);
        bench.run("kubectl scale deployment web --replicas=5");
        bench.run("kubectl set env deployment/web OTHER=1");
        assertThat(apply(DEPLOYMENT.replace("  labels: {team: blue}\n", "").replace("  replicas: 2\n", "").replace("        - {name: LEVEL, value: debug}\n", "")
                .replace("        env:\n", ""))).isEqualTo("deployment.apps/web configured\n");
        assertThat(field(".metadata.labels")).isEmpty();
        assertThat(field(".spec.replicas")).isEqualTo("1");
        apply(DEPLOYMENT.replace("  replicas: 2\n", ""));
        bench.run("kubectl scale deployment web --replicas=4");
        apply(DEPLOYMENT.replace("  replicas: 2\n", "").replace("1.20", "1.21"));
        assertThat(field(".spec.replicas")).isEqualTo("4");
    }

    @Test
    void objectsThatWereMadeOtherwiseAreAppliedWithAWarning() {
        bench.run("kubectl create deployment web --image=nginx:1.20");
        write("web.yaml", DEPLOYMENT);
        Bench.Result result = bench.run("kubectl apply -f web.yaml");
        assertThat(result.err()).isEqualTo("Warning: resource deployments/web is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is"
                + " required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or"
                + " kubectl apply. The missing annotation will be patched automatically.\n");
        assertThat(result.out()).isEqualTo("deployment.apps/web configured\n");
    }

    @Test
    void warningsOfTheServerAreToldOnceInACommand() {
        String odd = DEPLOYMENT + "        - {name: LEVEL, value: info}\n";
        write("web.yaml", odd + "---\n" + odd.replace("name: web\n", "name: other\n"));
        Bench.Result result = bench.run("kubectl create -f web.yaml");
        assertThat(result.out()).isEqualTo("deployment.apps/web created\ndeployment.apps/other created\n");
        assertThat(result.err()).isEqualTo("Warning: spec.template.spec.containers[0].env[1]: hides previous definition of \"LEVEL\","
                + " which may be dropped when using apply\n");
    }

    @Test
    void changingWhatMayNotChangeIsRefusedAndForceReplaces() {
        apply(DEPLOYMENT);
        String other = DEPLOYMENT.replace("app: web", "app: other");
        write("web.yaml", other);
        assertThat(bench.run("kubectl apply -f web.yaml").err()).startsWith("The Deployment \"web\" is invalid: spec.selector: Invalid value: ");
        Bench.Result forced = bench.run("kubectl apply -f web.yaml --force");
        assertThat(forced.out()).isEqualTo("deployment.apps/web configured\n");
        assertThat(field(".spec.selector.matchLabels.app")).isEqualTo("other");
    }

    @Test
    void dryRunsSaySoAndChangeNothing() {
        write("web.yaml", DEPLOYMENT);
        assertThat(bench.run("kubectl apply -f web.yaml --dry-run=client").out()).isEqualTo("deployment.apps/web created (dry run)\n");
        assertThat(bench.run("kubectl apply -f web.yaml --dry-run=server").out()).isEqualTo("deployment.apps/web created (server dry run)\n");
        assertThat(bench.run("kubectl get deployments").err()).isEqualTo("No resources found in default namespace.\n");
        apply(DEPLOYMENT);
        write("web.yaml", DEPLOYMENT.replace("1.20", "1.21"));
        assertThat(bench.run("kubectl apply -f web.yaml --dry-run=server -o jsonpath='{.spec.template.spec.containers[0].image}'").out()).isEqualTo("nginx:1.21");
        assertThat(field(".spec.template.spec.containers[0].image")).isEqualTo("nginx:1.20");
    }

    @Test
    void goodDocumentsAreAppliedAlthoughOthersAreBad() {
        write("web.yaml", DEPLOYMENT + "---\napiVersion: nowhere/v1\nkind: Thing\nmetadata: {name: x}\n");
        Bench.Result result = bench.run("kubectl apply -f web.yaml");
        assertThat(result.out()).isEqualTo("deployment.apps/web created\n");
        assertThat(result.err()).isEqualTo("error: resource mapping not found for name: \"x\" namespace: \"\" from \"web.yaml\": no matches for kind \"Thing\""
                + " in version \"nowhere/v1\"\nensure CRDs are installed first\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void directoriesAndStandardInputAreApplied() {
        bench.files.makeDirectories("/home/learner/all/more");
        write("all/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        write("all/note.txt", "not a manifest");
        write("all/more/b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n");
        assertThat(bench.run("kubectl apply -f all").out()).isEqualTo("configmap/a created\n");
        assertThat(bench.run("kubectl apply -R -f all").out()).isEqualTo("configmap/a unchanged\nconfigmap/b created\n");
        assertThat(bench.run("kubectl apply -f -", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n").out()).isEqualTo("configmap/c created\n");
    }

    @Test
    void pruningDeletesWhatWasAppliedAndIsNoLongerThere() {
        String two = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {app: x}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, labels: {app: x}}\n";
        apply(two);
        bench.run("kubectl create configmap mine");
        write("web.yaml", two.substring(0, two.indexOf("---")));
        assertThat(bench.run("kubectl apply --prune -f web.yaml").err()).startsWith("error: all resources selected for prune without explicitly passing --all.");
        Bench.Result shown = bench.run("kubectl diff --prune -l app=x -f web.yaml");
        assertThat(shown.exit()).isEqualTo(1);
        assertThat(shown.out()).contains("v1.ConfigMap.default.b").contains("-  name: b\n").doesNotContain("ConfigMap.default.a").doesNotContain("mine");
        assertThat(bench.run("kubectl diff --prune --prune-allowlist=core/v1/Secret -l app=x -f web.yaml")).isEqualTo(new Bench.Result("", "", 0));
        assertThat(bench.run("kubectl apply --prune -l app=x -f web.yaml").out()).isEqualTo("configmap/a unchanged\nconfigmap/b pruned\n");
        assertThat(bench.run("kubectl get cm mine -o name").out()).isEqualTo("configmap/mine\n");
    }

    @Test
    void theAnnotationCanBeSeenAndSet() {
        apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: v}\n");
        assertThat(bench.run("kubectl apply view-last-applied cm/a").out()).isEqualTo("""
                apiVersion: v1
                data:
                  k: v
                kind: ConfigMap
                metadata:
                  annotations: {}
                  name: a
                  namespace: default
                """);
        assertThat(bench.run("kubectl apply set-last-applied -f web.yaml").out()).isEqualTo("set-last-applied a: no changes required.\n");
        write("web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: w}\n");
        assertThat(bench.run("kubectl apply set-last-applied -f web.yaml").out()).isEqualTo("configmap/a configured\n");
        assertThat(bench.run("kubectl apply view-last-applied cm/a -o json").out()).contains("\"k\": \"w\"");
        assertThat(bench.run("kubectl get cm a -o jsonpath='{.data.k}'").out()).isEqualTo("v");
    }

    @Test
    void theServerAppliesAndSaysWhoseFieldsAreInTheWay() {
        apply(DEPLOYMENT);
        write("web.yaml", DEPLOYMENT.replace("1.20", "1.21"));
        Bench.Result conflict = bench.run("kubectl apply --server-side --field-manager=other -f web.yaml");
        assertThat(conflict.exit()).isEqualTo(1);
        assertThat(conflict.err())
                .startsWith("error: Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using apps/v1: ")
                .contains("\nPlease review the fields above--they currently have other managers. Here\nare the ways you can resolve this warning:\n")
                .endsWith("See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts\n");
        assertThat(bench.run("kubectl apply --server-side --field-manager=other --force-conflicts -f web.yaml").out()).isEqualTo("deployment.apps/web serverside-applied\n");
        assertThat(field(".spec.template.spec.containers[0].image")).isEqualTo("nginx:1.21");
        assertThat(bench.run("kubectl apply --server-side --dry-run=client -f web.yaml").err())
                .isEqualTo("error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)\n");
    }

    @Test
    void wrongUsesSayWhatIsWrong() {
        assertThat(bench.run("kubectl apply").err()).isEqualTo("error: must specify one of -f and -k\n");
        assertThat(bench.run("kubectl apply x").err()).isEqualTo("error: Unexpected args: [x]\nSee 'kubectl apply -h' for help and examples\n");
        assertThat(bench.run("kubectl apply -f nothing.yaml").err()).isEqualTo("error: the path \"nothing.yaml\" does not exist\n");
        assertThat(bench.run("kubectl apply -f x --force-conflicts").err()).isEqualTo("error: --force-conflicts only works with --server-side\n");
    }
}
