package dev.reconcile.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cluster.Fault;
import dev.reconcile.kubelet.Lab;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a program in a container finds when it looks around. */
class InContainerTest {
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - {name: main, image: "registry.k8s.io/e2e-test-images/agnhost:2.53", args: [netexec, --http-port=8080], ports: [{containerPort: 8080, name: http}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              clusterIP: 10.96.0.42
              selector: {app: web}
              ports: [{port: 80, targetPort: http}]
            """;

    private final Lab lab = Lab.standard();

    /** What a busybox that runs these lines has printed after a minute. */
    private String printed(String image, String script) {
        return printed(image, script, "1m");
    }

    private String printed(String image, String script, String span) {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: client}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: main
                    image: %s
                    command:
                    - sh
                    - -c
                    - |
                """.formatted(image) + script.indent(8)).after(span);
        return lab.log("client");
    }

    private Lab web() {
        return lab.apply(WEB).after("20s");
    }

    @Test
    void the_files_below_etc_say_who_and_where_the_pod_is() {
        assertThat(printed("busybox:1.36", "cat /etc/resolv.conf /etc/hostname; hostname; tail -n 1 /etc/hosts; ls /etc")).isEqualTo("""
                search default.svc.cluster.local svc.cluster.local cluster.local
                nameserver 10.96.0.10
                options ndots:5
                client
                client
                10.244.1.2\tclient
                group
                hostname
                hosts
                passwd
                resolv.conf
                """);
    }

    @Test
    void busybox_asks_for_a_short_name_in_every_search_domain() {
        web();
        assertThat(printed("busybox:1.36", "nslookup web; echo $?")).isEqualTo("""
                Server:\t\t10.96.0.10
                Address:\t10.96.0.10:53

                Name:\tweb.default.svc.cluster.local
                Address: 10.96.0.42

                ** server can't find web.svc.cluster.local: NXDOMAIN

                ** server can't find web.cluster.local: NXDOMAIN


                ** server can't find web.svc.cluster.local: NXDOMAIN

                ** server can't find web.cluster.local: NXDOMAIN

                1
                """);
    }

    @Test
    void busybox_does_not_complete_a_name_with_a_dot() {
        web();
        assertThat(printed("busybox", "nslookup web.default; nslookup web.default.svc.cluster.local")).isEqualTo("""
                Server:\t\t10.96.0.10
                Address:\t10.96.0.10:53

                ** server can't find web.default: NXDOMAIN

                ** server can't find web.default: NXDOMAIN

                Server:\t\t10.96.0.10
                Address:\t10.96.0.10:53

                Name:\tweb.default.svc.cluster.local
                Address: 10.96.0.42


                """);
    }

    @Test
    void the_old_busybox_asks_as_other_programs_do() {
        web();
        assertThat(printed("busybox:1.28", "nslookup web.default; nslookup nope; echo $?")).isEqualTo("""
                Server:    10.96.0.10
                Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local

                Name:      web.default
                Address 1: 10.96.0.42 web.default.svc.cluster.local
                Server:    10.96.0.10
                Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local

                nslookup: can't resolve 'nope'
                1
                """);
    }

    @Test
    void the_pods_of_a_stateful_set_have_names() {
        lab.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: db}
                spec: {clusterIP: None, selector: {app: db}, ports: [{port: 6379, name: redis}]}
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  serviceName: db
                  replicas: 2
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec:
                      containers: [{name: main, image: "redis:7"}]
                """).after("30s");

        String printed = printed("busybox:1.36", """
                nslookup -type=a db-1.db.default.svc.cluster.local | tail -n 3
                nslookup -type=srv _redis._tcp.db.default.svc.cluster.local | grep service | sort
                nslookup db.default.svc.cluster.local | grep -c Address:
                ping -c 1 db-0.db | head -n 2
                nc -zv db-1.db 6379
                """);

        assertThat(printed).isEqualTo("""
                Name:\tdb-1.db.default.svc.cluster.local
                Address: %2$s

                _redis._tcp.db.default.svc.cluster.local\tservice = 0 50 6379 db-0.db.default.svc.cluster.local
                _redis._tcp.db.default.svc.cluster.local\tservice = 0 50 6379 db-1.db.default.svc.cluster.local
                3
                PING db-0.db (%1$s): 56 data bytes
                64 bytes from %1$s: seq=0 ttl=64 time=0.068 ms
                db-1.db (%2$s:6379) open
                """.formatted(lab.pod("db-0").status().text("podIP"), lab.pod("db-1").status().text("podIP")));
    }

    @Test
    void requests_go_to_all_ready_pods_in_turn() {
        web();
        List<String> answers = printed("busybox:1.36", "for i in $(seq 30); do wget -qO- http://web/hostname; echo; done").lines().toList();

        assertThat(answers).hasSize(30);
        assertThat(answers.stream().distinct()).hasSize(3).allMatch(name -> name.startsWith("web-"));
    }

    @Test
    void a_client_with_affinity_stays_with_one_pod() {
        lab.apply(WEB.replace("selector: {app: web}\n  ports", "sessionAffinity: ClientIP\n  selector: {app: web}\n  ports")).after("20s");

        assertThat(printed("busybox:1.36", "for i in $(seq 10); do wget -qO- http://web/hostname; echo; done").lines().distinct()).hasSize(1);
    }

    @Test
    void what_cannot_be_reached_says_why() {
        web();
        lab.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: empty}
                spec: {clusterIP: 10.96.0.43, selector: {app: nobody}, ports: [{port: 80}]}
                """);

        assertThat(printed("busybox:1.36", """
                wget -qO- http://nope/; echo $?
                wget -qO- http://empty/; echo $?
                wget -qO- http://10.244.1.200/; echo $?
                wget -qO- -T 2 http://web:81/; echo $?
                wget -q http://web/nowhere; echo $?
                """)).isEqualTo("""
                wget: bad address 'nope'
                1
                wget: can't connect to remote host (10.96.0.43): Connection refused
                1
                wget: can't connect to remote host (10.244.1.200): No route to host
                1
                wget: download timed out
                1
                wget: server returned error: HTTP/1.1 404 Not Found
                1
                """);
    }

    @Test
    void wget_keeps_what_it_gets() {
        lab.pod("site", "nginx:1.20", "").after("10s");
        String ip = lab.pod("site").status().text("podIP");

        assertThat(printed("busybox:1.36", "wget http://%s/; grep -c nginx index.html; wget -O - http://%s/50x.html | wc -l".formatted(ip, ip))).isEqualTo("""
                Connecting to %1$s (%1$s:80)
                saving to 'index.html'
                index.html           100%% |********************************|   121  0:00:00 ETA
                'index.html' saved
                2
                Connecting to %1$s (%1$s:80)
                writing to stdout
                -                    100%% |********************************|   %2$d  0:00:00 ETA
                written to stdout
                9
                """.formatted(ip, 110));
        assertThat(lab.log("site")).contains("\"GET / HTTP/1.1\" 200 121 \"-\" \"Wget\" \"-\"");
    }

    @Test
    void curl_speaks_of_what_it_does() {
        lab.pod("site", "nginx:1.20", "").after("10s");
        String ip = lab.pod("site").status().text("podIP");

        assertThat(printed("nginx:1.20", """
                curl -s -o /dev/null -w '%%{http_code}\\n' http://%1$s/
                curl -sI http://%1$s/nowhere | head -n 2 | tr -d '\\r'
                curl -fsS http://%1$s/nowhere; echo $?
                curl -s http://nope; echo $?
                curl -sS http://%1$s:81; echo $?
                curl -sSk https://kubernetes | grep message
                curl -sS -m 3 http://10.96.77.77; echo $?
                """.formatted(ip))).isEqualTo("""
                200
                HTTP/1.1 404 Not Found
                Server: nginx/1.20.2
                curl: (22) The requested URL returned error: 404
                22
                6
                curl: (7) Failed to connect to %s port 81 after 1 ms: Couldn't connect to server
                7
                  "message": "forbidden: User \\"system:anonymous\\" cannot get path \\"/\\"",
                curl: (28) Connection timed out after 3000 milliseconds
                28
                """.formatted(ip));
    }

    @Test
    void a_name_can_stand_for_a_name_elsewhere() {
        web();
        lab.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: alias}
                spec: {type: ExternalName, externalName: web.default.svc.cluster.local}
                """);

        assertThat(printed("busybox:1.36", "nslookup -type=a alias.default.svc.cluster.local; wget -qO- http://alias/echo?msg=hello")).isEqualTo("""
                Server:\t\t10.96.0.10
                Address:\t10.96.0.10:53

                alias.default.svc.cluster.local\tcanonical name = web.default.svc.cluster.local
                Name:\tweb.default.svc.cluster.local
                Address: 10.96.0.42

                hello
                """);
    }

    @Test
    void every_node_opens_a_node_port() {
        lab.apply(WEB.replace("clusterIP: 10.96.0.42", "type: NodePort").replace("targetPort: http", "targetPort: http, nodePort: 30080")).after("20s");

        assertThat(printed("busybox:1.36", "for node in 2 3 4 5; do wget -qO- http://172.18.0.$node:30080/echo?msg=$node; done")).isEqualTo("2345\n");
    }

    @Test
    void a_request_goes_on_after_the_cluster_was_saved_in_the_middle_of_it() {
        web();
        lab.pod("client", "busybox:1.36", "command: [sh, -c, 'while true; do wget -qO- -T 3 http://web/hostname; echo; nslookup web; wget -qO- -T 3 http://10.96.9.9; done']");
        for (String instant : List.of("2100ms", "3ms", "2ms", "1ms", "4ms", "2s", "1s")) {
            lab.after(instant);
            Lab copy = lab.reloaded().after("20s");
            Lab original = lab.reloaded().after("20s");

            assertThat(copy.cluster().save()).isEqualTo(original.cluster().save());
        }
        Lab saved = lab.reloaded().after("20s");
        assertThat(lab.after("20s").cluster().save()).isEqualTo(saved.cluster().save());
        assertThat(lab.log("client")).contains("web-").contains("download timed out");
    }

    @Test
    void a_node_that_is_cut_off_does_not_answer() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: far, labels: {app: web}}
                spec:
                  nodeName: worker-2
                  containers: [{name: main, image: "nginx:1.20"}]
                """).after("10s");
        lab.cluster().fault("exercise", Fault.parse("cut-off-node worker-2").orElseThrow());

        assertThat(printed("busybox:1.36", """
                wget -qO- -T 5 http://%1$s/
                ping -c 1 -W 1 %1$s | grep loss
                """.formatted(lab.pod("far").status().text("podIP")))).isEqualTo("""
                wget: download timed out
                1 packets transmitted, 0 packets received, 100% packet loss
                """);
    }
}
