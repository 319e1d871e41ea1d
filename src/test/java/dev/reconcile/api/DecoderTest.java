package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.model.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderTest {
    private final Lab lab = new Lab();

    private static final String JSON = "json: cannot unmarshal ";

    static Stream<Arguments> wrongTypes() {
        return Stream.of(
                arguments("replicas: three", JSON + "string into Go struct field DeploymentSpec.spec.replicas of type int32"),
                arguments("replicas: 1.5", JSON + "number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32"),
                arguments("replicas: 99999999999", JSON + "number 99999999999 into Go struct field DeploymentSpec.spec.replicas of type int32"),
                arguments("replicas: true", JSON + "bool into Go struct field DeploymentSpec.spec.replicas of type int32"),
                arguments("replicas: [1]", JSON + "array into Go struct field DeploymentSpec.spec.replicas of type int32"),
                arguments("paused: maybe", JSON + "string into Go struct field DeploymentSpec.spec.paused of type bool"),
                arguments("selector: web", JSON + "string into Go struct field DeploymentSpec.spec.selector of type v1.LabelSelector"),
                arguments("template: {metadata: {labels: {a: 1}}}",
                        JSON + "number into Go struct field ObjectMeta.spec.template.metadata.labels of type string"),
                arguments("template: {spec: {containers: {name: c}}}",
                        JSON + "object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container"),
                arguments("template: {spec: {containers: [{image: 1}]}}",
                        JSON + "number into Go struct field Container.spec.template.spec.containers.image of type string"),
                arguments("template: {spec: {containers: [{ports: [{containerPort: http}]}]}}",
                        JSON + "string into Go struct field ContainerPort.spec.template.spec.containers.ports.containerPort of type int32"),
                arguments("template: {spec: {containers: [{resources: {limits: {cpu: abc}}}]}}",
                        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"),
                arguments("strategy: {rollingUpdate: {maxSurge: 1.5}}", JSON + "number 1.5 into Go value of type int32"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTypes")
    void namesTheFieldAndTheTypeThatWasWanted(String spec, String message) {
        Reply reply = lab.create("deployments.apps", "default", "metadata: {name: x}\nspec:\n  " + spec);
        assertThat(Lab.message(reply)).isEqualTo("400 Deployment in version \"v1\" cannot be handled as a Deployment: " + message);
    }

    /** Go reads a time into an instant, and writes it in UTC and whole seconds. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"2026-01-01T09:00:00+09:00, 2026-01-01T00:00:00Z", "2026-01-01T00:00:00.75Z, 2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z"})
    void timesAreKeptInUtcAndWholeSeconds(String sent, String kept) {
        Reply.One reply = (Reply.One) lab.create("events", "default", "metadata: {name: e, namespace: default}\ninvolvedObject: {namespace: default}\n"
                + "reason: Tested\naction: test\ntype: Normal\nreportingComponent: example.com/test\nreportingInstance: one\n"
                + "lastTimestamp: " + sent + "\neventTime: 2026-01-01T00:00:00.123456Z");
        assertThat(reply.object().tree().text("lastTimestamp")).isEqualTo(kept);
        assertThat(reply.object().tree().text("eventTime")).isEqualTo("2026-01-01T00:00:00.123456Z");
    }

    @Test
    void strictValidationRefusesUnknownFieldsAllAtOnce() {
        String body = "metadata: {name: x, label: y}\nspec: {replica: 3, template: {spec: {containers: [{name: c, Image: y}]}}}";
        assertThat(Lab.message(lab.create("deployments.apps", "default", body, "fieldValidation", "Strict"))).isEqualTo(
                "400 Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: "
                        + "unknown field \"metadata.label\", unknown field \"spec.replica\", "
                        + "unknown field \"spec.template.spec.containers[0].Image\"");
    }

    @Test
    void otherwiseUnknownFieldsAreLeftOutWithAWarningOrInSilence() {
        String body = Lab.deployment("x").replace("replicas: 3", "replicas: 3\n  replica: 4");
        Reply.One warned = (Reply.One) lab.create("deployments.apps", "default", body);
        assertThat(warned.warnings()).containsExactly("unknown field \"spec.replica\"");
        assertThat(warned.object().spec().has("replica")).isFalse();
        Reply.One silent = (Reply.One) lab.create("deployments.apps", "default", body.replace("name: x", "name: z"), "fieldValidation", "Ignore");
        assertThat(silent.warnings()).isEmpty();
    }

    @Test
    void anObjectOfAnotherKindIsRefused() {
        assertThat(Lab.message(lab.create("deployments.apps", "default", "apiVersion: apps/v1\nkind: DaemonSet"))).isEqualTo(
                "400 DaemonSet in version \"v1\" cannot be handled as a Deployment: converting (v1.DaemonSet) to (apps.Deployment): unknown conversion");
        assertThat(Lab.message(lab.create("deployments.apps", "default", "apiVersion: apps/v1\nkind: Foo"))).isEqualTo(
                "400 Foo in version \"v1\" cannot be handled as a Deployment: no kind \"Foo\" is registered for version \"apps/v1\" "
                        + "in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
    }

    @Test
    void kindAndVersionAreTakenFromThePathWhenTheBodyLeavesThemOut() {
        Json body = Lab.yaml(Lab.deployment("x")).without("kind").without("apiVersion");
        Reply reply = lab.api.handle(Request.create(Lab.LEARNER, "deployments.apps", "default", body, Options.NONE));
        assertThat(Lab.object(reply).kind()).isEqualTo("Deployment");
    }

    @Test
    void quantitiesAreWrittenInTheirCanonicalForm() {
        String body = Lab.pod("x") + "    resources: {limits: {cpu: 0.5, memory: 1024Mi}, requests: {cpu: '1000m'}}\n";
        Json resources = Lab.object(lab.create("pods", "default", body.replace("1000m", "100m"))).spec().objects("containers").getFirst().object("resources");
        assertThat(resources.text("limits", "cpu")).isEqualTo("500m");
        assertThat(resources.text("limits", "memory")).isEqualTo("1Gi");
    }

    @Test
    void secretDataMustBeBase64() {
        assertThat(Lab.message(lab.create("secrets", "default", "metadata: {name: x}\ndata: {a: 'not base64!'}"))).isEqualTo(
                "400 Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 3");
    }

    @Test
    void aTreeWithoutAnythingToCorrectIsReturnedAsItIs() {
        Json body = Lab.object(lab.create("deployments.apps", "default", Lab.deployment("x"))).tree();
        Kind kind = lab.api.kinds().resource("deployments.apps").orElseThrow();
        assertThat(Decoder.decode(lab.api.kinds(), kind, body, Options.of("fieldValidation", "Strict")))
                .isEqualTo(new Decoder.Decoded.Good(body, List.of()));
    }
}
