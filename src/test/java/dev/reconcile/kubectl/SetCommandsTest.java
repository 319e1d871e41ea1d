package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetCommandsTest {
    private static final String VARIABLES = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: told, labels: {app: told}}
            spec:
              selector: {matchLabels: {app: told}}
              template:
                metadata: {labels: {app: told}}
                spec:
                  initContainers:
                  - {name: first, image: busybox, command: ['true']}
                  containers:
                  - name: main
                    image: nginx
                    resources: {limits: {cpu: 1500m, memory: 64Mi}}
                    env:
                    - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                    - {name: LABEL, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                    - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
                    - {name: CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                    - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
            """;

    private final Bench bench = new Bench();

    @BeforeEach
    void workloads() {
        bench.run("kubectl create deployment web --image=nginx");
        bench.run("kubectl create secret generic hidden --from-literal=password=learn --from-literal=user=jisu");
    }

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    @Test
    void onlyTheKeysAskedForAreInjected() {
        bench.run("kubectl set env deployment/web --from=secret/hidden --keys=password,nosuch");
        assertThat(run("kubectl set env deployment/web --list")).isEqualTo("# Deployment web, container nginx\n# PASSWORD from secret hidden, key password\n");
        assertThat(run("kubectl set env deployment/web --list --resolve")).isEqualTo("# Deployment web, container nginx\nPASSWORD=learn\n");
    }

    @Test
    void referencesToTheObjectAreResolvedAndWhatOnlyPodsHaveIsNot() {
        bench.run("kubectl apply -f -", VARIABLES);
        assertThat(run("kubectl set env deployment/told --list --resolve -c main")).isEqualTo("""
                # Deployment told, container main
                NAME=told
                LABEL=told
                # NODE from field path spec.nodeName
                CPUS=2
                MEMORY=64
                error retrieving reference for NODE: unsupported fieldPath: spec.nodeName
                """);
    }

    @Test
    void initContainersAreSetToo() {
        bench.run("kubectl apply -f -", VARIABLES);
        assertThat(run("kubectl set env deployment/told -c f* A=b")).isEqualTo("deployment.apps/told env updated\n");
        assertThat(run("kubectl set env deployment/told --list -c f*")).isEqualTo("# Deployment told, container first\nA=b\n");
    }

    @Test
    void variablesArePipedIn() {
        assertThat(run("printf 'A=b\\nC=d # why\\n' | kubectl set env deployment/web -e -")).isEqualTo("deployment.apps/web env updated\n");
        assertThat(run("kubectl set env deployment/web --list")).isEqualTo("# Deployment web, container nginx\nA=b\nC=d \n");
    }

    @Test
    void aSelectorIsSetOnlyOnTheVersionAskedFor() {
        bench.run("kubectl create service clusterip web --tcp=80:80");
        String version = run("kubectl get svc web -o jsonpath='{.metadata.resourceVersion}'");
        assertThat(run("kubectl set selector svc web app=two --resource-version=1")).isEqualTo("Error from server (Conflict): Operation cannot be fulfilled on services \"web\":"
                + " the object has been modified; please apply your changes to the latest version and try again\n");
        assertThat(run("kubectl set selector svc web app=two --resource-version=" + version)).isEqualTo("service/web selector updated\n");
    }
}
