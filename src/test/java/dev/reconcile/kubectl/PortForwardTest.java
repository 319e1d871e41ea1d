package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortForwardTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void web() {
        bench.run("kubectl create deployment web --image=nginx:1.27 --port=80");
        bench.run("kubectl create service clusterip web --tcp=8000:80");
        bench.pass(20);
    }

    @Test
    void aForwardedPortAnswersInTheSameTerminal() {
        Bench.Result result = bench.run("kubectl port-forward deploy/web 8080:80 & sleep 1; curl -s localhost:8080 | grep title; kill $!; wait; curl localhost:8080");
        assertThat(result.out()).isEqualTo("""
                Forwarding from 127.0.0.1:8080 -> 80
                Forwarding from [::1]:8080 -> 80
                Handling connection for 8080
                <title>Welcome to nginx!</title>
                """);
        assertThat(result.err()).contains("curl: (7) Failed to connect to localhost port 8080");
    }

    @Test
    void aServicesPortLeadsToItsTargetPort() {
        assertThat(bench.start("kubectl port-forward svc/web 8000").go(bench.cluster.now() + 1_000).result().out())
                .isEqualTo("Forwarding from 127.0.0.1:8000 -> 80\nForwarding from [::1]:8000 -> 80\n");
        assertThat(bench.run("kubectl port-forward svc/web 81").err()).isEqualTo("error: Service web does not have a service port 81\n");
        assertThat(bench.run("kubectl port-forward svc/web 1:http").err()).isEqualTo("error: Service 'web' does not have a named port 'http'\n");
        assertThat(bench.run("kubectl port-forward deploy/web 1:http").err()).matches("error: Pod 'web-\\S+' does not have a named port 'http'\n");
        assertThat(bench.run("kubectl port-forward deploy/web a:80").err())
                .isEqualTo("error: error parsing local port 'a': strconv.ParseUint: parsing \"a\": invalid syntax\n");
        assertThat(bench.run("kubectl port-forward deploy/web").err())
                .isEqualTo("error: TYPE/NAME and list of ports are required for port-forward\nSee 'kubectl port-forward -h' for help and examples\n");
    }

    @Test
    void ctrlCEndsItWell() {
        Bench.Running forward = bench.typing("kubectl port-forward deploy/web :80").go(bench.cluster.now() + 1_000);
        assertThat(forward.result().out()).matches("Forwarding from 127.0.0.1:\\d+ -> 80\nForwarding from \\[::1\\]:\\d+ -> 80\n");
        forward.interrupt();
        assertThat(forward.result().exit()).isZero();
    }

    @Test
    void aTakenPortAndAPortWithoutListenerSaySo() {
        bench.start("kubectl port-forward deploy/web 8080:80").go(bench.cluster.now() + 1_000);
        assertThat(bench.run("kubectl port-forward deploy/web 8080:80").err())
                .startsWith("Unable to listen on port 8080: Listeners failed to create with the following errors: ")
                .endsWith("error: unable to listen on any of the requested ports: [{8080 80}]\n");
        Bench.Result result = bench.run("kubectl port-forward deploy/web 9090:81 & sleep 1; curl -s localhost:9090; wait $!; echo $?");
        assertThat(result.err()).contains("an error occurred forwarding 9090 -> 81: error forwarding port 81 to pod").contains("error: lost connection to pod\n");
        assertThat(result.out()).endsWith("1\n");
    }

    @Test
    void itEndsWithItsPod() {
        Bench.Running forward = bench.start("kubectl port-forward deploy/web 8080:80").go(bench.cluster.now() + 1_000);
        bench.run("kubectl delete pod -l app=web");
        forward.go(bench.cluster.now() + 60_000);
        assertThat(forward.result().err()).isEqualTo("error: lost connection to pod\n");
    }

    @Test
    void aPendingPodCannotBeForwarded() {
        bench.run("kubectl run lost --image=nosuch/image");
        bench.pass(3);
        assertThat(bench.run("kubectl port-forward lost 80").err()).isEqualTo("error: unable to forward port because pod is not running. Current status=Pending\n");
    }

    @Test
    void namesOfTheClusterDoNotWorkOutsideAndThatIsExplained() {
        Bench.Result result = bench.run("curl http://web:8000");
        assertThat(result.exit()).isEqualTo(6);
        assertThat(result.err()).startsWith("curl: (6) Could not resolve host: web\ncurl: this terminal is your own machine, outside of the cluster:");
        assertThat(bench.run("nslookup web").err()).contains("kubectl run -it --rm debug --image=busybox --restart=Never -- nslookup NAME");
        bench.run("kubectl expose deployment web --name=open --type=NodePort --port=80");
        bench.pass(2);
        String port = bench.run("kubectl get svc web -o jsonpath='{.spec.ports[0].port}'").out();
        assertThat(port).isEqualTo("8000");
    }
}
