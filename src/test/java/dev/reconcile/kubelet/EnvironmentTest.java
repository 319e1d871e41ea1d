package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Times;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private final Lab lab = Lab.standard();

    private String printed(String name, String env, String script) {
        return lab.pod(name, "busybox:1.36", """
                resources: {requests: {cpu: 250m, memory: 64Mi}, limits: {memory: 128Mi}}
                command: [sh, -c, '%s']
                """.formatted(script) + env).after("5s").log(name);
    }

    @Test
    void a_container_can_be_told_about_its_pod_and_itself() {
        assertThat(printed("box", """
                env:
                - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                - {name: NODE_IP, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}
                - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
                - {name: CPU, valueFrom: {resourceFieldRef: {resource: requests.cpu}}}
                - {name: CPU_MILLI, valueFrom: {resourceFieldRef: {resource: requests.cpu, divisor: 1m}}}
                - {name: NODE_CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                """, "echo $NAME $IP $NODE_IP $MEMORY $CPU $CPU_MILLI $NODE_CPUS")).isEqualTo("box 10.244.1.2 172.18.0.3 128 1 250 4\n");
    }

    @Test
    void the_files_about_the_host_are_as_old_as_the_pod_whoever_looks_when() {
        String ages = "stat -c %Y /etc/hosts /etc/hostname /etc/resolv.conf";
        lab.pod("box", "busybox:1.36", "command: [sh, -c, 'sleep 600; " + ages + "; date +%s > /etc/hosts; " + ages + "; sleep 9999']").after("5m");
        String log = lab.reloaded().after("6m").log("box");

        long made = Times.millis(lab.pod("box").status().text("startTime")).orElseThrow() / 1000;
        assertThat(log.lines().limit(3).map(Long::parseLong)).containsOnly(made);
        assertThat(log.lines().skip(3).map(Long::parseLong)).satisfiesExactly(
                hosts -> assertThat(hosts).isGreaterThanOrEqualTo(made + 600),
                hostname -> assertThat(hostname).isEqualTo(made),
                resolver -> assertThat(resolver).isEqualTo(made));
    }

    @Test
    void whole_sources_come_with_a_prefix_and_single_variables_win() {
        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conf}
                data: {MODE: fast, LEVEL: "3"}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: key}
                stringData: {PASSWORD: s3cret}
                """);

        assertThat(printed("box", """
                envFrom:
                - {prefix: C_, configMapRef: {name: conf}}
                - {secretRef: {name: key}}
                - {configMapRef: {name: absent, optional: true}}
                env:
                - {name: C_LEVEL, value: "7"}
                - {name: URL, value: "http://$(C_MODE):$(PASSWORD)@$(KUBERNETES_SERVICE_HOST)/$(UNKNOWN)/$$(C_MODE)"}
                - {name: MAYBE, valueFrom: {configMapKeyRef: {name: conf, key: nope, optional: true}}}
                """, "echo $C_MODE $C_LEVEL $PASSWORD; echo \"$URL\"; echo ${MAYBE-unset}")).isEqualTo("""
                fast 7 s3cret
                http://fast:s3cret@10.96.0.1/$(UNKNOWN)/$(C_MODE)
                unset
                """);
    }

    @Test
    void the_services_that_were_there_first_are_known_by_variables() {
        lab.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: my-db}
                spec: {clusterIP: 10.96.0.55, selector: {app: db}, ports: [{name: sql, port: 3306}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: headless}
                spec: {clusterIP: None, selector: {app: db}, ports: [{port: 3306}]}
                """);

        assertThat(printed("box", "", "env | grep -E \"^(MY_DB|HEADLESS|KUBERNETES_SERVICE)\" | sort")).isEqualTo("""
                KUBERNETES_SERVICE_HOST=10.96.0.1
                KUBERNETES_SERVICE_PORT=443
                KUBERNETES_SERVICE_PORT_HTTPS=443
                MY_DB_PORT=tcp://10.96.0.55:3306
                MY_DB_PORT_3306_TCP=tcp://10.96.0.55:3306
                MY_DB_PORT_3306_TCP_ADDR=10.96.0.55
                MY_DB_PORT_3306_TCP_PORT=3306
                MY_DB_PORT_3306_TCP_PROTO=tcp
                MY_DB_SERVICE_HOST=10.96.0.55
                MY_DB_SERVICE_PORT=3306
                MY_DB_SERVICE_PORT_SQL=3306
                """);
    }

    @Test
    void what_is_missing_is_named_until_it_is_there() {
        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conf}
                data: {a: b}
                """);
        printed("one", "env: [{name: X, valueFrom: {configMapKeyRef: {name: absent, key: k}}}]", "echo $X");
        printed("two", "env: [{name: X, valueFrom: {configMapKeyRef: {name: conf, key: k}}}]", "echo $X");
        printed("three", "env: [{name: X, valueFrom: {secretKeyRef: {name: absent, key: k}}}]", "echo $X");
        printed("four", "envFrom: [{secretRef: {name: absent}}]", "echo $X");

        assertThat(lab.state("one")).isEqualTo("waiting CreateContainerConfigError");
        assertThat(lab.container("one").text("state", "waiting", "message")).isEqualTo("configmap \"absent\" not found");
        assertThat(lab.events("one")).contains("Failed: Error: configmap \"absent\" not found");
        assertThat(lab.container("two").text("state", "waiting", "message")).isEqualTo("couldn't find key k in ConfigMap default/conf");
        assertThat(lab.container("three").text("state", "waiting", "message")).isEqualTo("secret \"absent\" not found");
        assertThat(lab.container("four").text("state", "waiting", "message")).isEqualTo("secret \"absent\" not found");

        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: absent}
                data: {k: here}
                """).after("20s");

        assertThat(lab.log("one")).isEqualTo("here\n");
    }
}
