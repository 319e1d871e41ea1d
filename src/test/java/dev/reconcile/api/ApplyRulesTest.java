package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which object an intent or a patch is about, and through which door ({@code apiserver/pkg/endpoints/handlers/patch.go}). */
class ApplyRulesTest {
    private final Lab lab = new Lab();

    private Reply apply(String resource, String name, String subresource, String yaml) {
        return lab.api.handle(new Request(Lab.LEARNER, Verb.PATCH, resource, "default", name, subresource, null, new Patch(Patch.Type.APPLY, Lab.yaml(yaml)),
                Options.of("fieldManager", "me")));
    }

    private static String outcome(Reply reply) {
        return reply instanceof Reply.One one ? Integer.toString(one.code()) : Lab.message(reply);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {name: m}                        | 201
            {name: m, resourceVersion: "5"}  | 201
            {name: m, uid: abc}              | 409 Operation cannot be fulfilled on configmaps "m": uid mismatch: the provided object specified uid abc, and no existing object was found
            {name: x}                        | 400 the name of the object (x) does not match the name on the URL (m)
            {}                               | 400 the name of the object (m based on URL) was undeterminable: name must be provided
            {name: m, namespace: other}      | 400 the namespace of the provided object does not match the namespace sent on the request
            """)
    void to_what_is_not_there(String metadata, String outcome) {
        assertThat(outcome(apply("configmaps", "m", "", "{apiVersion: v1, kind: ConfigMap, metadata: " + metadata + ", data: {a: b}}"))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                               | 200
            {name: m}                        | 200
            {name: m, resourceVersion: "1"}  | 409 Operation cannot be fulfilled on configmaps "m": the object has been modified; please apply your changes to the latest version and try again
            {name: m, uid: abc}              | 422 ConfigMap "m" is invalid: metadata.uid: Invalid value: "abc": field is immutable
            {name: x}                        | 400 the name of the object (x) does not match the name on the URL (m)
            """)
    void to_what_is_there(String metadata, String outcome) {
        Lab.object(lab.create("configmaps", "default", "{metadata: {name: other}}"));
        Lab.object(apply("configmaps", "m", "", "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: b}}"));

        assertThat(outcome(apply("configmaps", "m", "", "{apiVersion: v1, kind: ConfigMap, metadata: " + metadata + ", data: {a: b}}"))).isEqualTo(outcome);
    }

    @Test
    void an_intent_names_its_kind() {
        assertThat(outcome(apply("configmaps", "m", "", "{apiVersion: v1, metadata: {name: m}}")))
                .isEqualTo("500 failed to create typed patch object (/m; /v1, Kind=): no corresponding type for /v1, Kind=");
    }

    @Test
    void each_door_takes_what_is_behind_it() {
        assertThat(outcome(apply("deployments.apps", "web", "status", "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, status: {replicas: 1}}")))
                .isEqualTo("404 deployments.apps \"web\" not found");
        Lab.object(lab.create("deployments.apps", "default", Lab.deployment("web"), "fieldManager", "other"));

        KubeObject stated = Lab.object(apply("deployments.apps", "web", "status",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 9}, status: {replicas: 1}}"));
        assertThat(stated.spec().number(0, "replicas")).isEqualTo(3);
        assertThat(stated.status().number(0, "replicas")).isEqualTo(1);
        assertThat(mine(stated)).containsExactly("status {\"f:status\":{\"f:replicas\":{}}}");
    }

    @Test
    void a_scale_is_applied_to_the_replicas() {
        Lab.object(lab.create("deployments.apps", "default", Lab.deployment("web"), "fieldManager", "other"));
        String scale = "{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: web}, spec: {replicas: %d}}";

        assertThat(outcome(apply("deployments.apps", "web", "scale", scale.formatted(7)))).isEqualTo("409 Apply failed with 1 conflict: conflict with \"other\" using apps/v1: .spec.replicas");
        assertThat(Lab.object(apply("deployments.apps", "web", "scale", scale.formatted(3))).kind()).isEqualTo("Scale");
        assertThat(mine(lab.get("deployments.apps", "default", "web"))).containsExactly("scale {\"f:spec\":{\"f:replicas\":{}}}");
    }

    private static List<String> mine(KubeObject object) {
        return object.metadata().objects("managedFields").stream().filter(entry -> "me".equals(entry.text("manager")))
                .map(entry -> entry.text("subresource") + " " + entry.get("fieldsV1")).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {kind: Secret}        | converting (v1.Secret) to (core.ConfigMap): unknown conversion
            {kind: Secrets}       | no kind "Secrets" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30"
            {apiVersion: v2}      | no kind "ConfigMap" is registered for version "v2" in scheme "pkg/api/legacyscheme/scheme.go:30"
            """)
    void a_patch_keeps_the_kind(String patch, String why) {
        Lab.object(lab.create("configmaps", "default", "{metadata: {name: m}}"));
        Reply reply = lab.patch("configmaps", "default", "m", Patch.Type.MERGE, Lab.patchText(patch));

        assertThat(Lab.message(reply)).startsWith("422  \"\" is invalid: patch: Invalid value: \"{").endsWith(": " + why);
    }
}
