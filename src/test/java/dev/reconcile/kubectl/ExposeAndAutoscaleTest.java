package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExposeAndAutoscaleTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void deployment() {
        bench.run("kubectl create deployment web --image=nginx:1.20 --port=80");
    }

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    @Test
    void aDeploymentIsExposedOnItsOwnPortOrAnother() {
        assertThat(run("kubectl expose deployment web")).isEqualTo("service/web exposed\n");
        assertThat(run("kubectl get svc web -o jsonpath='{.spec.selector} {.spec.ports[0]}'"))
                .isEqualTo("{\"app\":\"web\"} {\"port\":80,\"protocol\":\"TCP\",\"targetPort\":80}");
        assertThat(run("kubectl expose deployment web")).isEqualTo("Error from server (AlreadyExists): services \"web\" already exists\n");
        assertThat(run("kubectl expose deploy/web --port=8080 --target-port=http --name=other --type=NodePort")).isEqualTo("service/other exposed\n");
        assertThat(run("kubectl get svc other -o jsonpath='{.spec.type} {.spec.ports[0].port} {.spec.ports[0].targetPort}'")).isEqualTo("NodePort 8080 http");
    }

    @Test
    void dryRunShowsTheService() {
        assertThat(run("kubectl expose deployment web --dry-run=client -o yaml --cluster-ip=None --labels=a=b")).isEqualTo("""
                apiVersion: v1
                kind: Service
                metadata:
                  labels:
                    a: b
                  name: web
                spec:
                  clusterIP: None
                  ports:
                  - port: 80
                    protocol: TCP
                    targetPort: 80
                  selector:
                    app: web
                status:
                  loadBalancer: {}
                """);
    }

    @Test
    void whatCannotBeExposedSaysWhy() {
        bench.run("kubectl create configmap a && kubectl create deployment plain --image=nginx:1.20");
        assertThat(run("kubectl expose cm a --port=80")).isEqualTo("error: cannot expose a ConfigMap\n");
        assertThat(run("kubectl expose deployment plain"))
                .isEqualTo("error: couldn't find port via --port flag or introspection\n");
        assertThat(run("kubectl expose deployment nothing --port=80")).isEqualTo("Error from server (NotFound): deployments.apps \"nothing\" not found\n");
    }

    @Test
    void anAutoscalerIsMade() {
        assertThat(run("kubectl autoscale deployment web --min=2 --max=5 --cpu=80%")).isEqualTo("horizontalpodautoscaler.autoscaling/web autoscaled\n");
        assertThat(run("kubectl get hpa web -o jsonpath='{.spec.minReplicas} {.spec.maxReplicas} {.spec.metrics[0].resource.target.averageUtilization}'"))
                .isEqualTo("2 5 80");
        assertThat(run("kubectl autoscale deployment web --max=5 --name=x --cpu-percent=50 --dry-run=client")).isEqualTo(
                "horizontalpodautoscaler.autoscaling/x created (dry run)\nFlag --cpu-percent has been deprecated, Use --cpu with percentage or resource"
                        + " quantity format (e.g., '70%' for utilization or '500m' for milliCPU).\n");
        assertThat(run("kubectl autoscale deployment web --max=5")).isEqualTo(
                "Error from server (AlreadyExists): horizontalpodautoscalers.autoscaling \"web\" already exists\n");
    }

    @Test
    void wrongLimitsSayWhatIsWrong() {
        assertThat(run("kubectl autoscale deployment web")).isEqualTo("error: required flag(s) \"max\" not set\n");
        assertThat(run("kubectl autoscale deployment web --max=0")).isEqualTo("error: --max=MAXPODS is required and must be at least 1, max: 0\n");
        assertThat(run("kubectl autoscale deployment web --max=1 --min=2"))
                .isEqualTo("error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 1, min: 2\n");
    }
}
