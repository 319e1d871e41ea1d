package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KustomizeTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void base() {
        write("base/kustomization.yaml", """
                resources: [web.yaml]
                configMapGenerator:
                - name: settings
                  literals: [LEVEL=debug]
                """);
        write("base/web.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - name: nginx
                        image: nginx:1.20
                        envFrom: [{configMapRef: {name: settings}}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """);
    }

    private void write(String path, String text) {
        bench.files.makeDirectories("/home/learner/" + path.substring(0, path.lastIndexOf('/')));
        bench.files.write("/home/learner/" + path, text);
    }

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    /** The text is that of kubectl 1.33. */
    @Test
    void generatedObjectsHaveTheHashOfTheirContentAndAreFoundByIt() {
        assertThat(run("kubectl kustomize base")).isEqualTo("""
                apiVersion: v1
                data:
                  LEVEL: debug
                kind: ConfigMap
                metadata:
                  name: settings-t84bgbmfg7
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                spec:
                  ports:
                  - port: 80
                  selector:
                    app: web
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                spec:
                  replicas: 1
                  selector:
                    matchLabels:
                      app: web
                  template:
                    metadata:
                      labels:
                        app: web
                    spec:
                      containers:
                      - envFrom:
                        - configMapRef:
                            name: settings-t84bgbmfg7
                        image: nginx:1.20
                        name: nginx
                """);
    }

    @Test
    void anOverlayChangesNamesLabelsImagesReplicasAndMore() {
        write("test/kustomization.yaml", """
                resources: [../base]
                namespace: test
                namePrefix: test-
                labels:
                - pairs: {stage: test}
                  includeSelectors: true
                images: [{name: nginx, newTag: "1.21"}]
                replicas: [{name: web, count: 2}]
                patches:
                - target: {kind: Service, name: web}
                  patch: '[{"op": "replace", "path": "/spec/ports/0/port", "value": 8080}]'
                - patch: |
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web}
                    spec: {minReadySeconds: 3}
                """);
        bench.run("kubectl create namespace test");
        bench.pass(5);
        assertThat(run("kubectl apply -k test")).matches("configmap/test-settings-\\w{10} created\nservice/test-web created\ndeployment.apps/test-web created\n");
        assertThat(run("kubectl get deployment test-web -n test -o jsonpath='{.spec.replicas} {.spec.minReadySeconds} {.spec.template.spec.containers[0].image}"
                + " {.spec.selector.matchLabels.stage} {.spec.template.metadata.labels.stage}'")).isEqualTo("2 3 nginx:1.21 test test");
        assertThat(run("kubectl get svc test-web -n test -o jsonpath='{.spec.ports[0].port} {.spec.selector.stage}'")).isEqualTo("8080 test");
        assertThat(run("kubectl get deployment test-web -n test -o jsonpath='{.spec.template.spec.containers[0].envFrom[0].configMapRef.name}'"))
                .matches("test-settings-\\w{10}");
        assertThat(run("kubectl delete -k test")).contains("deployment.apps \"test-web\" deleted from test namespace\n");
    }

    @Test
    void wrongDirectoriesSayWhatIsWrong() {
        assertThat(run("kubectl apply -k nothing")).isEqualTo("error: must build at directory: not a valid directory: evalsymlink failure on 'nothing' :"
                + " lstat /home/learner/nothing: no such file or directory\n");
        assertThat(run("kubectl apply -k .")).isEqualTo("error: unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization'"
                + " in directory '/home/learner'\n");
        write("odd/kustomization.yaml", "helmCharts: []\n");
        assertThat(run("kubectl kustomize odd")).isEqualTo("error: the field helmCharts of odd/kustomization.yaml is not part of this lab's kustomize\n");
    }
}
