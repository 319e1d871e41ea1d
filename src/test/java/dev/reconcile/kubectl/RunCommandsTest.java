package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunCommandsTest {
    private static final String RUN = "\nSee 'kubectl run -h' for help and examples\n";

    private final Bench bench = new Bench();

    @Test
    void aPodIsMadeAndNamed() {
        assertThat(bench.run("kubectl run nginx --image=nginx:1.27")).isEqualTo(new Bench.Result("pod/nginx created\n", "", 0));
        bench.pass(15);
        assertThat(bench.run("kubectl get pods").out()).contains("nginx   1/1     Running   0");
    }

    @Test
    void aDryRunPrintsThePodOfTheFlags() {
        assertThat(bench.run("kubectl run web --image=nginx --port=80 --env=A=b --labels=app=web,tier=front --dry-run=client -o yaml --command -- sh -c 'echo hi'").out())
                .isEqualTo("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          labels:
                            app: web
                            tier: front
                          name: web
                        spec:
                          containers:
                          - command:
                            - sh
                            - -c
                            - echo hi
                            env:
                            - name: A
                              value: b
                            image: nginx
                            name: web
                            ports:
                            - containerPort: 80
                            resources: {}
                          dnsPolicy: ClusterFirst
                          restartPolicy: Always
                        status: {}
                        """);
    }

    @Test
    void exposeMakesAServiceToo() {
        assertThat(bench.run("kubectl run web --image=nginx --port=80 --expose").out()).isEqualTo("pod/web created\nservice/web created\n");
    }

    @Test
    void overridesChangeThePod() {
        assertThat(bench.run("kubectl run web --image=nginx --overrides='{\"spec\":{\"hostNetwork\":true}}' --dry-run=client -o jsonpath='{.spec.hostNetwork}'").out())
                .isEqualTo("true");
    }

    @Test
    void wrongFlagsGetKubectlsWords() {
        assertThat(bench.run("kubectl run x").err()).isEqualTo("error: required flag(s) \"image\" not set\n");
        assertThat(bench.run("kubectl run --image=nginx").err()).isEqualTo("error: NAME is required for run" + RUN);
        assertThat(bench.run("kubectl run x --image=nginx --restart=Foo").err()).isEqualTo("error: invalid restart policy: Foo" + RUN);
        assertThat(bench.run("kubectl run x --image=nginx:bad:bad").err()).isEqualTo("error: Invalid image name \"nginx:bad:bad\": invalid reference format\n");
        assertThat(bench.run("kubectl run x --image=nginx --env=a").err()).isEqualTo("error: invalid env: a\n");
        assertThat(bench.run("kubectl run x --image=nginx --labels=a").err()).isEqualTo("error: unexpected label spec: a\n");
        assertThat(bench.run("kubectl run x --image=nginx -t").err()).isEqualTo("error: -i/--stdin is required for containers with -t/--tty=true" + RUN);
        assertThat(bench.run("kubectl run x --image=nginx --expose").err()).isEqualTo("error: --port must be set when exposing a service" + RUN);
        assertThat(bench.run("kubectl run x --image=nginx --port=a").err()).isEqualTo("error: strconv.Atoi: parsing \"a\": invalid syntax\n");
        assertThat(bench.run("kubectl run x --image=nginx --rm").err()).isEqualTo("error: --rm should only be used for attached containers" + RUN);
        assertThat(bench.run("kubectl run x --image=nginx -i --dry-run=client").err()).isEqualTo(
                "error: --dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)" + RUN);
    }

    @Test
    void aCommandThatEndsAtOnceIsPrintedAndItsPodRemoved() {
        Bench.Result result = bench.typing("kubectl run -it --rm debug --image=busybox --restart=Never -- echo hello").go(bench.cluster.now() + 60_000).result();
        assertThat(result).isEqualTo(new Bench.Result("hello\npod \"debug\" deleted from default namespace\n", "", 0));
        bench.pass(60);
        assertThat(bench.run("kubectl get pods").err()).isEqualTo("No resources found in default namespace.\n");
    }

    @Test
    void aFailureKeepsItsExitCode() {
        Bench.Result result = bench.typing("kubectl run -it --rm debug --image=busybox --restart=Never -- sh -c 'echo no; exit 3'").go(bench.cluster.now() + 60_000).result();
        assertThat(result).isEqualTo(new Bench.Result("no\npod \"debug\" deleted from default namespace\n", "pod default/debug terminated (Error)\n", 3));
    }

    @Test
    void aShellInANewPodIsLikeAnyShell() {
        Bench.Running shell = bench.typing("kubectl run -it --rm debug --image=busybox --restart=Never -- sh").go(bench.cluster.now() + 20_000);
        assertThat(shell.result().err()).isEqualTo("If you don't see a command prompt, try pressing enter.\n");
        assertThat(shell.result().out()).isEqualTo("/ # ");
        assertThat(shell.type("hostname").result().out()).isEqualTo("/ # debug\n/ # ");
        shell.type("sleep 1000").interrupt();
        assertThat(shell.ended()).isFalse();
        assertThat(shell.type("exit").endInput().result()).isEqualTo(
                new Bench.Result("/ # debug\n/ # / # pod \"debug\" deleted from default namespace\n", "If you don't see a command prompt, try pressing enter.\npod default/debug terminated (Error)\n", 130));
    }

    @Test
    void aPodThatNeverRunsIsGivenUp() {
        Bench.Result result = bench.typing("kubectl run -it --rm debug --image=nosuch/image --restart=Never").go(bench.cluster.now() + 100_000).result();
        assertThat(result).isEqualTo(new Bench.Result("pod \"debug\" deleted from default namespace\n", "error: timed out waiting for the condition\n", 1));
    }

    @Test
    void whatIsPipedInIsReadToItsEnd() {
        Bench.Result result = bench.run("echo one two | kubectl run -i --rm words --image=busybox --restart=Never --quiet -- wc -w");
        assertThat(result.out().strip()).isEqualTo("2");
        assertThat(result.exit()).isZero();
    }

    @Test
    void aRestartingPodCanBeAttachedToAgain() {
        Bench.Running shell = bench.typing("kubectl run -it box --image=busybox").go(bench.cluster.now() + 20_000);
        assertThat(shell.type("exit").go(bench.cluster.now() + 5_000).result().out())
                .isEqualTo("/ # Session ended, resume using 'kubectl attach box -c box -i -t' command when the pod is running\n");
    }

    @Test
    void theNameOfAStatefulSetsPodIsLookedUpFromWithin() {
        bench.run("kubectl create -f -", """
                apiVersion: v1
                kind: Service
                metadata: {name: mysql}
                spec: {clusterIP: None, selector: {app: mysql}, ports: [{port: 3306}]}
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: mysql}
                spec:
                  serviceName: mysql
                  selector: {matchLabels: {app: mysql}}
                  template:
                    metadata: {labels: {app: mysql}}
                    spec:
                      containers: [{name: mysql, image: "mysql:8.0", env: [{name: MYSQL_ROOT_PASSWORD, value: secret}]}]
                """);
        bench.pass(60);
        String address = bench.run("kubectl get pod mysql-0 -o jsonpath='{.status.podIP}'").out();
        Bench.Result result = bench.typing("kubectl run -it --rm debug --image=busybox:1.28 --restart=Never -- nslookup mysql-0.mysql")
                .go(bench.cluster.now() + 60_000).result();
        assertThat(result.out()).contains("mysql-0.mysql").contains(address).endsWith("pod \"debug\" deleted from default namespace\n");
    }
}
