package dev.reconcile.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.cluster.Playground;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of conditions, on a real cluster. */
class ExpressionTest {
    private static final Playground CLUSTER = Playground.standard().apply("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web, tier: front}}, spec: {containers: [{name: main, image: 'nginx:1.20'}]}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: alone, labels: {app: alone}}
            spec: {containers: [{name: main, image: 'nosuch:1'}]}
            """).after(30);

    private static String value(String source) throws Expression.Malformed {
        return Expression.compile(source).text(Scope.of(CLUSTER.cluster().view(), CLUSTER.cluster().now() - 5_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "pods.size()                                                                    | 3",
            "deployments.map(d, d.metadata.name)                                            | [web]",
            "deployments.inNamespace('kube-system').map(d, d.metadata.name)                 | [coredns]",
            "deployments.inNamespace('default').map(d, d.metadata.name)                     | [web]",
            "deployments.named('kube-system', 'coredns').hasValue()                         | true",
            "pods.ready().named('alone').hasValue()                                         | false",
            "namespaces.exists(n, n.metadata.name == 'kube-system')                         | true",
            "pods.labelled('app=web').size()                                                | 2",
            "pods.labelled('app in (web, alone), tier!=front').map(p, p.metadata.name)      | [alone]",
            "pods.labelled('tier,app').size()                                               | 2",
            "pods.labelled('app').ready().size()                                            | 2",
            "pods.ownedBy(replicasets[0]).size()                                            | 2",
            "replicasets.ownedBy(deployments.named('web').value()).size()                   | 1",
            "pods.ownedBy(deployments.named('web').value()).size()                          | 0",
            "deployments.named('web').hasValue()                                            | true",
            "deployments.named('nosuch').hasValue()                                         | false",
            "deployments.named('default', 'web').hasValue()                                 | true",
            "deployments.named('other', 'web').hasValue()                                   | false",
            "nodes.named('worker-1').?metadata.?name.orValue('')                            | worker-1",
            "deployments.named('web').value().condition('Available')                        | True",
            "deployments.named('web').value().condition('Surprised') == ''                  | true",
            "deployments.named('nosuch').?status.?replicas.orValue(0)                       | 0",
            "now - begun                                                                    | 5000",
            "now - millis(pods.named('alone').value().metadata.creationTimestamp) > 20000   | true",
            "millis('yesterday')                                                            | 0",
            "pods.named('alone').value().spec.containers.map(c, c.image).join(', ')         | nosuch:1"})
    void a_word_reads_the_cluster(String source, String expected) throws Expression.Malformed {
        assertThat(value(source)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pods.named('nosuch').value().spec.nodeName == 'x'", "pods[99].metadata.name == 'x'", "pods.labelled('a=(').size() == 0", "1 / 0 == 1"})
    void what_fails_is_not_true(String source) throws Expression.Malformed {
        assertThat(Expression.compile(source).holds(Scope.of(CLUSTER.cluster().view(), 0))).isFalse();
        assertThat(value(source)).isEqualTo("–");
    }

    @Test
    void a_condition_that_never_ends_is_stopped() throws Expression.Malformed {
        String numbers = "[0,1,2,3,4,5,6,7,8,9]";
        String loops = "true";
        for (int depth = 0; depth < 9; depth++) {
            loops = numbers + ".all(x" + depth + ", " + loops + ")";
        }
        assertThat(Expression.compile(loops).holds(Scope.of(CLUSTER.cluster().view(), 0))).isFalse();
    }

    @Test
    void a_condition_that_looks_at_everything_again_and_again_is_stopped() throws Expression.Malformed {
        String numbers = "[0,1,2,3,4,5,6,7,8,9]";
        String often = "events.labelled('!nosuch').size() >= 0 && pods.labelled('app').size() == 3";
        assertThat(Expression.compile(numbers + ".all(a, " + often + ")").holds(Scope.of(CLUSTER.cluster().view(), 0))).isTrue();
        String tooOften = numbers + ".all(a, " + numbers + ".all(b, " + numbers + ".all(c, " + numbers + ".all(d, " + often + "))))";
        assertThat(Expression.compile(tooOften).holds(Scope.of(CLUSTER.cluster().view(), 0))).isFalse();
    }

    @Test
    void a_condition_that_is_too_long_is_refused() {
        assertThatThrownBy(() -> Expression.compile("true && ".repeat(600) + "true")).isInstanceOf(Expression.Malformed.class).hasMessageContaining("4000");
    }

    @Test
    void a_condition_knows_what_it_depends_on() throws Expression.Malformed {
        Expression pods = Expression.compile("pods.size() > 1");
        assertThat(pods.dependsOnAny(new TreeSet<>(List.of("deployments.apps")))).isFalse();
        assertThat(pods.dependsOnAny(new TreeSet<>(List.of("pods")))).isTrue();
        assertThat(pods.isTimed()).isFalse();
        assertThat(Expression.compile("now > begun").isTimed()).isTrue();
    }
}
