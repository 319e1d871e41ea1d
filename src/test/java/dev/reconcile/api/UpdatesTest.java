package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.KubeVersions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates that are not of this or of no object ({@code AllowCreateOnUpdate}, {@code AllowUnconditionalUpdate}). */
class UpdatesTest {
    private final Lab lab = new Lab();

    private Reply put(String resource, String yaml) {
        return lab.api.handle(Request.update(Lab.LEARNER, resource, new KubeObject(Lab.yaml(yaml)), Options.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            endpoints                        | {apiVersion: v1, kind: Endpoints, metadata: {name: x, namespace: default}} | 201
            leases.coordination.k8s.io       | {apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: x, namespace: default, resourceVersion: "7"}} | 201
            limitranges                      | {apiVersion: v1, kind: LimitRange, metadata: {name: x, namespace: default}, spec: {limits: []}} | 201
            roles.rbac.authorization.k8s.io  | {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: x, namespace: default}, rules: []} | 201
            services                         | {apiVersion: v1, kind: Service, metadata: {name: x, namespace: default}, spec: {ports: [{port: 80}]}} | 201
            configmaps                       | {apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: default}} | 404 configmaps "x" not found
            pods                             | {apiVersion: v1, kind: Pod, metadata: {name: x, namespace: default}}       | 404 pods "x" not found
            """)
    void of_what_is_not_there(String resource, String yaml, String outcome) {
        Reply reply = put(resource, yaml);

        assertThat(reply instanceof Reply.One one ? Integer.toString(one.code()) : Lab.message(reply)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            leases.coordination.k8s.io  | {apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: x, namespace: default}} | 422 leases.coordination.k8s.io "x" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update
            poddisruptionbudgets.policy | {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: x, namespace: default}} | 422 poddisruptionbudgets.policy "x" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update
            configmaps                  | {apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: default}} | 200
            """)
    void without_a_revision(String resource, String yaml, String outcome) {
        Lab.object(lab.create(resource, "default", yaml));
        Reply reply = put(resource, yaml);

        assertThat(reply instanceof Reply.One one ? Integer.toString(one.code()) : Lab.message(reply)).isEqualTo(outcome);
    }

    @Test
    void of_an_object_without_a_name() {
        Lab.object(lab.create("configmaps", "default", "{metadata: {name: m}}"));
        Request put = new Request(Lab.LEARNER, Verb.UPDATE, "configmaps", "default", "m", "", Lab.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {}}"), null, Options.NONE);

        assertThat(Lab.message(lab.api.handle(put))).isEqualTo("400 the name of the object (m based on URL) was undeterminable: name must be provided");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {apiVersion: v1, kind: Event, name: a, uid: b}  | metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"a","uid":"b"}: /v1, Kind=Event is disallowed from being an owner
            {apiVersion: v1, kind: Pod, name: a, uid: b, controller: true}, {apiVersion: v1, kind: Pod, name: c, uid: d, controller: true} | metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"Pod","name":"a","uid":"b","controller":true},{"apiVersion":"v1","kind":"Pod","name":"c","uid":"d","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for Pod/a and Pod/c
            """)
    void of_an_object_with_odd_owners(String owners, String problem) {
        assertThat(Lab.message(lab.create("configmaps", "default", "{metadata: {name: m, ownerReferences: [" + owners + "]}}")))
                .isEqualTo("422 ConfigMap \"m\" is invalid: " + problem);
    }

    @Test
    void a_node_takes_no_configuration_for_its_kubelet() {
        Lab.object(lab.create("nodes", "", "{apiVersion: v1, kind: Node, metadata: {name: worker}, spec: {configSource: {configMap: {name: x, namespace: kube-system, kubeletConfigKey: k}}}}"));
        assertThat(lab.get("nodes", "", "worker").spec().has("configSource")).isFalse();

        Lab.object(lab.api.handle(Request.update(Lab.LEARNER, "nodes", new KubeObject(Lab.yaml(
                "{apiVersion: v1, kind: Node, metadata: {name: worker}, status: {phase: Running, config: {error: e}}}")), Options.NONE).on("status")));
        assertThat(lab.get("nodes", "", "worker").status().names()).contains("phase").doesNotContain("config");
    }

    /** {@code TestCompareKubeAwareVersionStrings}. */
    @Test
    void the_best_version_comes_first() {
        assertThat(Stream.of("foo10", "v1alpha1", "v12alpha1", "v3beta1", "foo1", "v11beta2", "v10beta3", "v1", "v2", "v11alpha2", "v10").sorted(KubeVersions.BEST_FIRST))
                .containsExactly("v10", "v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "v1alpha1", "foo1", "foo10");
    }
}
