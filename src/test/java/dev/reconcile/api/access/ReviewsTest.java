package dev.reconcile.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Yaml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewsTest {
    private static final Caller LEARNER = Caller.learner(0);
    private static final String RBAC = ".rbac.authorization.k8s.io";

    private final Cluster cluster = Cluster.create(StandardBlueprint.INSTANCE, 1, 1_764_000_000_000L);

    private static Json yaml(String text) throws Yaml.Malformed {
        return Yaml.parse(text).object();
    }

    private Reply create(String resource, String namespace, String text, Object... options) throws Yaml.Malformed {
        return cluster.request(Request.create(LEARNER, resource, namespace, yaml(text), Options.of(options)));
    }

    private static Json status(Reply reply) {
        return ((Reply.One) reply).object().status();
    }

    @BeforeEach
    void aReaderOfPods() throws Yaml.Malformed {
        create("serviceaccounts", "default", "metadata: {name: reader}");
        create("roles" + RBAC, "default", "{metadata: {name: read-pods}, rules: [{apiGroups: [''], resources: [pods, pods/log], verbs: [get, list]}]}");
        create("rolebindings" + RBAC, "default", "{metadata: {name: readers}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: read-pods}, "
                + "subjects: [{kind: ServiceAccount, name: reader, namespace: default}]}");
    }

    private Json mayReader(String verb, String resource, String namespace) throws Yaml.Malformed {
        return status(create("subjectaccessreviews.authorization.k8s.io", "", ("spec: {user: 'system:serviceaccount:default:reader', "
                + "resourceAttributes: {verb: %s, resource: %s, namespace: %s}}").formatted(verb, resource, namespace)));
    }

    @Test
    void the_learner_may_everything() throws Yaml.Malformed {
        Json status = status(create("selfsubjectaccessreviews.authorization.k8s.io", "", "spec: {resourceAttributes: {verb: delete, resource: nodes}}"));
        assertThat(status).isEqualTo(Json.of("allowed", true));
        assertThat(status(create("selfsubjectreviews.authentication.k8s.io", "", "{}")).text("userInfo", "username")).isEqualTo("kubernetes-admin");
    }

    @Test
    void a_service_account_may_what_its_roles_say() throws Yaml.Malformed {
        assertThat(mayReader("list", "pods", "default").text("reason")).isEqualTo(
                "RBAC: allowed by RoleBinding \"readers/default\" of Role \"read-pods\" to ServiceAccount \"reader/default\"");
        assertThat(mayReader("delete", "pods", "default")).isEqualTo(Json.of("allowed", false));
        assertThat(mayReader("list", "pods", "kube-system")).isEqualTo(Json.of("allowed", false));
        assertThat(mayReader("list", "secrets", "default")).isEqualTo(Json.of("allowed", false));
    }

    @Test
    void whoever_is_impersonated_is_refused_in_upstreams_words() throws Yaml.Malformed {
        Options as = Options.of("impersonateUser", "system:serviceaccount:default:reader");
        assertThat(cluster.request(Request.list(LEARNER, "pods", "default", as))).isInstanceOf(Reply.Many.class);
        Reply refused = cluster.request(Request.list(LEARNER, "deployments.apps", "default", as));
        assertThat(((Reply.Failed) refused).status().message()).isEqualTo("deployments.apps is forbidden: User \"system:serviceaccount:default:reader\" "
                + "cannot list resource \"deployments\" in API group \"apps\" in the namespace \"default\"");
        Reply everywhere = cluster.request(Request.list(LEARNER, "pods", "", as));
        assertThat(((Reply.Failed) everywhere).status().message()).endsWith("cannot list resource \"pods\" in API group \"\" at the cluster scope");
    }

    @Test
    void rules_are_listed() throws Yaml.Malformed {
        Json rules = status(create("selfsubjectrulesreviews.authorization.k8s.io", "", "spec: {namespace: default}",
                "impersonateUser", "system:serviceaccount:default:reader"));
        assertThat(rules.objects("resourceRules")).contains(yaml("{apiGroups: [''], resources: [pods, pods/log], verbs: [get, list]}")).hasSize(3);
    }

    @Test
    void a_token_is_made_for_an_account_and_known_again() throws Yaml.Malformed {
        Request request = new Request(LEARNER, Verb.CREATE, "serviceaccounts", "default", "reader", "token", Json.EMPTY, null, Options.NONE);
        KubeObject token = ((Reply.One) cluster.request(request)).object();
        assertThat(token.spec().number(0, "expirationSeconds")).isEqualTo(3600);
        assertThat(token.status().text("token").split("\\.")).hasSize(3);
        Json review = status(create("tokenreviews.authentication.k8s.io", "", "spec: {token: " + token.status().text("token") + "}"));
        assertThat(review.isTrue("authenticated")).isTrue();
        assertThat(review.text("user", "username")).isEqualTo("system:serviceaccount:default:reader");
        Json wrong = status(create("tokenreviews.authentication.k8s.io", "", "spec: {token: " + token.status().text("token") + "x}"));
        assertThat(wrong.isTrue("authenticated")).isFalse();
    }

    @Test
    void a_token_lives_ten_minutes_at_least() throws Yaml.Malformed {
        Request request = new Request(LEARNER, Verb.CREATE, "serviceaccounts", "default", "reader", "token",
                yaml("spec: {expirationSeconds: 60}"), null, Options.NONE);
        assertThat(((Reply.Failed) cluster.request(request)).status().message()).isEqualTo("TokenRequest.authentication.k8s.io \"\" is invalid: "
                + "spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes");
    }

    @Test
    void the_parts_of_the_control_plane_are_well() {
        Reply.Many parts = (Reply.Many) cluster.request(Request.list(LEARNER, "componentstatuses", "", Options.NONE));
        assertThat(parts.items()).extracting(KubeObject::name).containsExactly("controller-manager", "etcd-0", "scheduler");
    }
}
