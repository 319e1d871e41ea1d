package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreateRbacAndIngressTest {
    private final Bench bench = new Bench();

    private String out(String line) {
        return bench.run(line).out();
    }

    private String err(String line) {
        Bench.Result result = bench.run(line);
        assertThat(result.exit()).as(line).isEqualTo(1);
        return result.err();
    }

    @Test
    void anIngressIsBuiltFromRules() {
        assertThat(out("kubectl create ingress i --class=n --rule='foo.com/bar*=svc1:8080,tls=my' --rule=foo.com/x=svc1:http,tls --rule=/path=a:80"
                + " --default-backend=d:http --annotation a=b --dry-run=client -o yaml")).isEqualTo("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  annotations:
                    a: b
                  name: i
                spec:
                  defaultBackend:
                    service:
                      name: d
                      port:
                        name: http
                  ingressClassName: "n"
                  rules:
                  - host: foo.com
                    http:
                      paths:
                      - backend:
                          service:
                            name: svc1
                            port:
                              number: 8080
                        path: /bar
                        pathType: Prefix
                      - backend:
                          service:
                            name: svc1
                            port:
                              name: http
                        path: /x
                        pathType: Exact
                  - http:
                      paths:
                      - backend:
                          service:
                            name: a
                            port:
                              number: 80
                        path: /path
                        pathType: Exact
                  tls:
                  - hosts:
                    - foo.com
                    secretName: my
                status:
                  loadBalancer: {}
                """);
        assertThat(out("kubectl create ingress x --rule=/a=b:1,tls --rule='*.foo.com/=c:http,tls=s' --rule=foo.com/=d:2,tls=s --rule=/b=b:1,tls=t"
                + " --dry-run=client -o jsonpath='{.spec.tls}'")).isEqualTo("[{\"hosts\":[\"*.foo.com\",\"foo.com\"],\"secretName\":\"s\"}]");
        assertThat(err("kubectl create ingress i --rule=bad")).isEqualTo("error: rule bad is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]\n");
        assertThat(err("kubectl create ingress i --default-backend=bad")).isEqualTo("error: default-backend should be in format servicename:serviceport\n");
        assertThat(err("kubectl create ingress i")).startsWith("error: not enough information provided: ");
    }

    @Test
    void anIngressIsListedAndDescribed() {
        assertThat(out("kubectl create ingress i --rule=foo.com/bar=svc1:8080")).isEqualTo("ingress.networking.k8s.io/i created\n");
        assertThat(out("kubectl get ing")).startsWith("NAME   CLASS    HOSTS     ADDRESS   PORTS   AGE\ni      <none>   foo.com             80      ");
        assertThat(out("kubectl describe ing i")).isEqualTo("""
                Name:             i
                Labels:           <none>
                Namespace:        default
                Address:         \s
                Ingress Class:    <none>
                Default backend:  <default>
                Rules:
                  Host        Path  Backends
                  ----        ----  --------
                  foo.com    \s
                              /bar   svc1:8080 (<error: services "svc1" not found>)
                Annotations:  <none>
                Events:       <none>
                """);
    }

    @Test
    void aRoleHasOneRuleForEachGroup() {
        assertThat(out("kubectl create role r --verb=get,list,get --resource=po,deploy/scale,services")).isEqualTo("role.rbac.authorization.k8s.io/r created\n");
        assertThat(out("kubectl get role r -o jsonpath='{.rules}'")).isEqualTo("[{\"apiGroups\":[\"\"],\"resources\":[\"pods\",\"services\"],\"verbs\":[\"get\",\"list\"]},"
                + "{\"apiGroups\":[\"apps\"],\"resources\":[\"deployments/scale\"],\"verbs\":[\"get\",\"list\"]}]");
        assertThat(out("kubectl describe role r")).isEqualTo("""
                Name:         r
                Labels:       <none>
                Annotations:  <none>
                PolicyRule:
                  Resources               Non-Resource URLs  Resource Names  Verbs
                  ---------               -----------------  --------------  -----
                  pods                    []                 []              [get list]
                  services                []                 []              [get list]
                  deployments.apps/scale  []                 []              [get list]
                """);
        assertThat(err("kubectl create role r2 --verb=get")).isEqualTo("error: at least one resource must be specified\n");
        assertThat(err("kubectl create role r2 --resource=pods")).isEqualTo("error: at least one verb must be specified\n");
        assertThat(err("kubectl create role r2 --verb=get --resource=nosuch")).isEqualTo("the server doesn't have a resource type \"nosuch\"\n");
        assertThat(err("kubectl create role r2 --verb=bind --resource=pods")).isEqualTo("error: can not perform 'bind' on 'pods' in group ''\n");
        assertThat(bench.run("kubectl create role r2 --verb=look --resource=pods").err()).isEqualTo("Warning: 'look' is not a standard resource verb\n");
    }

    @Test
    void aClusterRoleAlsoHasPathsOrCollectsOthers() {
        assertThat(out("kubectl create clusterrole c --verb=get --resource=nodes --resource-name=worker-1 --non-resource-url='/logs/*'"))
                .isEqualTo("clusterrole.rbac.authorization.k8s.io/c created\n");
        assertThat(out("kubectl describe clusterrole c").lines().skip(6)).containsExactlyInAnyOrder(
                "  nodes      []                 [worker-1]      [get]",
                "             [/logs/*]          []              [get]");
        out("kubectl create clusterrole d --aggregation-rule=a=b");
        assertThat(out("kubectl get clusterrole d -o jsonpath='{.aggregationRule.clusterRoleSelectors[0].matchLabels.a}'")).isEqualTo("b");
        assertThat(err("kubectl create clusterrole e --aggregation-rule=a=b --verb=get"))
                .isEqualTo("error: aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames\n");
        assertThat(err("kubectl create clusterrole e --verb=get --non-resource-url=logs")).isEqualTo("error: nonResourceURL should start with /\n");
        assertThat(err("kubectl create clusterrole e --aggregation-rule=x")).isEqualTo("error: invalid argument \"x\" for \"--aggregation-rule\" flag:"
                + " malformed pair, expect string=string\nSee 'kubectl create clusterrole --help' for usage.\n");
    }

    @Test
    void bindingsGiveRolesToPeopleAndServiceAccounts() {
        assertThat(out("kubectl create rolebinding rb --role=r --serviceaccount=default:robot --user=u --group=g"))
                .isEqualTo("rolebinding.rbac.authorization.k8s.io/rb created\n");
        assertThat(out("kubectl describe rolebinding rb")).isEqualTo("""
                Name:         rb
                Labels:       <none>
                Annotations:  <none>
                Role:
                  Kind:  Role
                  Name:  r
                Subjects:
                  Kind            Name   Namespace
                  ----            ----   ---------
                  User            u     \s
                  Group           g     \s
                  ServiceAccount  robot  default
                """);
        assertThat(out("kubectl create clusterrolebinding crb --clusterrole=view --user=jane")).isEqualTo("clusterrolebinding.rbac.authorization.k8s.io/crb created\n");
        assertThat(err("kubectl create rolebinding x --user=u")).isEqualTo("error: exactly one of clusterrole or role must be specified\n");
        assertThat(err("kubectl create rolebinding x --role=r --serviceaccount=robot")).isEqualTo("error: serviceaccount must be <namespace>:<name>\n");
        assertThat(err("kubectl create clusterrolebinding")).isEqualTo("error: required flag(s) \"clusterrole\" not set\n");
    }

    @Test
    void aSecretHoldsACertificateAndItsKey() {
        bench.run("echo '-----BEGIN CERTIFICATE-----' > c; echo '-----BEGIN PRIVATE KEY-----' > k; echo x > x");
        assertThat(out("kubectl create secret tls t --cert=c --key=k")).isEqualTo("secret/t created\n");
        assertThat(out("kubectl get secret t -o jsonpath='{.type} {.data}'")).startsWith("kubernetes.io/tls {\"tls.crt\":\"LS0tLS1CRUdJTi");
        assertThat(err("kubectl create secret tls t")).isEqualTo("error: key and cert must be specified\n");
        assertThat(err("kubectl create secret tls t --cert=/nope --key=k")).isEqualTo("error: Cannot read file /nope, open /nope: no such file or directory\n");
        assertThat(err("kubectl create secret tls t --cert=x --key=k")).isEqualTo("error: tls: failed to find any PEM data in certificate input\n");
    }

    @Test
    void aTokenSpeaksForAServiceAccount() {
        assertThat(out("kubectl create token default").strip().split("\\.")).hasSize(3);
        assertThat(err("kubectl create token nosuch")).isEqualTo("error: failed to create token: serviceaccounts \"nosuch\" not found\n");
        assertThat(err("kubectl create token default --duration=1s")).isEqualTo("error: failed to create token: TokenRequest.authentication.k8s.io \"\" is invalid:"
                + " spec.expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes\n");
        assertThat(err("kubectl create token default --bound-object-kind=Foo")).isEqualTo("error: supported --bound-object-kind values are Node, Pod, Secret\n");
        assertThat(out("kubectl create token default --duration=10m -o jsonpath='{.spec.expirationSeconds}'")).isEqualTo("600");
    }

    @Test
    void aLabelThatIsThereAlreadyMayBeGivenAgain() {
        out("kubectl create cm a");
        out("kubectl label cm a tier=front");
        assertThat(out("kubectl label cm a tier=front")).isEqualTo("configmap/a not labeled\n");
        assertThat(err("kubectl label cm a tier=back")).isEqualTo("error: 'tier' already has a value (front), and --overwrite is false\n");
        out("kubectl annotate cm a x=y");
        assertThat(out("kubectl annotate cm a x=y")).isEqualTo("configmap/a annotated\n");
    }

    @Test
    void theListsOfTheApiNameEveryGroupAndItsVerbs() {
        assertThat(out("kubectl api-versions").lines()).contains("v1", "autoscaling/v1", "autoscaling/v2", "events.k8s.io/v1");
        assertThat(out("kubectl api-resources -o name").lines()).contains("events", "events.events.k8s.io").doesNotHaveDuplicates();
        assertThat(out("kubectl api-resources --verbs=list -o name").lines()).contains("pods").doesNotContain("subjectaccessreviews.authorization.k8s.io");
        assertThat(out("kubectl api-resources -o wide --no-headers").lines().filter(line -> line.startsWith("subjectaccessreviews"))).singleElement().asString().contains(" create ");
    }

    @Test
    void aNodeIsDescribedWithItsMemoryAndHugePages() {
        assertThat(out("kubectl describe node worker-1")).containsPattern("\n  memory: +\\d+Gi\n").containsPattern("\n  hugepages-2Mi +0 \\(0%\\) +0 \\(0%\\)\n");
    }

    @Test
    void aServiceWithoutSlicesHasNoEndpoints() {
        out("kubectl create service clusterip lonely --tcp=80");
        assertThat(out("kubectl describe service lonely")).containsPattern("\nEndpoints: +<none>\n");
    }
}
