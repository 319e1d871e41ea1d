package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchesTest {
    private final Lab lab = new Lab();

    @BeforeEach
    void aDeployment() {
        Lab.object(lab.create("deployments.apps", "default", Lab.deployment("web")));
    }

    private Reply patch(Patch.Type type, String text) throws Exception {
        Object document = text.startsWith("{") ? JsonText.patch(text) : JsonText.parse(text);
        return lab.patch("deployments.apps", "default", "web", type, document);
    }

    private static final String PREFIX = "{\"spec\":{\"template\":{\"spec\":";

    private List<Json> containers(String patched) throws Exception {
        return Lab.object(patch(Patch.Type.STRATEGIC, PREFIX + patched + "}}}")).spec().objects("template", "spec", "containers");
    }

    @Test
    void containersAreMergedByNameAndThePatchsComeWhereTheLiveListHadThem() throws Exception {
        assertThat(containers("{\"containers\":[{\"name\":\"web\",\"image\":\"nginx:1.21\"}]}"))
                .extracting(c -> c.text("image")).containsExactly("nginx:1.21");
        assertThat(containers("{\"containers\":[{\"name\":\"log\",\"image\":\"busybox\"}]}"))
                .extracting(c -> c.text("name")).containsExactly("log", "web");
        assertThat(containers("{\"$setElementOrder/containers\":[{\"name\":\"web\"},{\"name\":\"log\"}]}"))
                .extracting(c -> c.text("name")).containsExactly("web", "log");
        assertThat(containers("{\"containers\":[{\"name\":\"log\",\"$patch\":\"delete\"}]}"))
                .extracting(c -> c.text("name")).containsExactly("web");
        assertThat(containers("{\"containers\":[{\"name\":\"only\",\"image\":\"busybox\"},{\"$patch\":\"replace\"}]}"))
                .extracting(c -> c.text("name")).containsExactly("only");
    }

    @Test
    void nullRemovesAndTolerationsAreReplacedWhole() throws Exception {
        KubeObject one = Lab.object(patch(Patch.Type.STRATEGIC, PREFIX + "{\"tolerations\":[{\"key\":\"a\",\"operator\":\"Exists\"}]}}}}"));
        assertThat(one.spec().objects("template", "spec", "tolerations")).hasSize(1);
        KubeObject two = Lab.object(patch(Patch.Type.STRATEGIC, PREFIX + "{\"tolerations\":[{\"key\":\"b\",\"operator\":\"Exists\"}]}}}}"));
        assertThat(two.spec().objects("template", "spec", "tolerations")).extracting(t -> t.text("key")).containsExactly("b");
        KubeObject none = Lab.object(patch(Patch.Type.STRATEGIC, PREFIX + "{\"tolerations\":null}}}}"));
        assertThat(none.spec().has("template", "spec", "tolerations")).isFalse();
    }

    @Test
    void retainKeysClearsWhatTheNewStrategyDoesNotHave() throws Exception {
        KubeObject recreated = Lab.object(patch(Patch.Type.STRATEGIC,
                "{\"spec\":{\"strategy\":{\"$retainKeys\":[\"type\"],\"type\":\"Recreate\"}}}"));
        assertThat(recreated.spec().object("strategy")).isEqualTo(Json.of("type", "Recreate"));
    }

    @Test
    void setsOfPlainValuesAreMergedAndCanLoseItems() throws Exception {
        Lab.object(patch(Patch.Type.STRATEGIC, "{\"metadata\":{\"finalizers\":[\"a.b/c\"]}}"));
        Lab.object(patch(Patch.Type.STRATEGIC, "{\"metadata\":{\"finalizers\":[\"d.e/f\"]}}"));
        assertThat(lab.get("deployments.apps", "default", "web").finalizers()).containsExactlyInAnyOrder("a.b/c", "d.e/f");
        Lab.object(patch(Patch.Type.STRATEGIC, "{\"metadata\":{\"$deleteFromPrimitiveList/finalizers\":[\"a.b/c\"]}}"));
        assertThat(lab.get("deployments.apps", "default", "web").finalizers()).containsExactly("d.e/f");
    }

    @Test
    void mergePatchesReplaceLists() throws Exception {
        KubeObject merged = Lab.object(patch(Patch.Type.MERGE, PREFIX + "{\"containers\":[{\"name\":\"log\",\"image\":\"busybox\"}]}}}}"));
        assertThat(merged.spec().objects("template", "spec", "containers")).extracting(c -> c.text("name")).containsExactly("log");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":5}] | 5",
        "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":3},{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":6}] | 6",
        "[{\"op\":\"add\",\"path\":\"/spec/template/spec/containers/-\",\"value\":{\"name\":\"b\",\"image\":\"b\"}}] | 3",
        "[{\"op\":\"add\",\"path\":\"/metadata/labels\",\"value\":{\"a~1b\":\"c\"}},{\"op\":\"remove\",\"path\":\"/metadata/labels/a~01b\"}] | 3",
        "[{\"op\":\"copy\",\"from\":\"/spec/revisionHistoryLimit\",\"path\":\"/spec/replicas\"}] | 10",
    })
    void jsonPatchesAreApplied(String text, long replicas) throws Exception {
        assertThat(Lab.object(patch(Patch.Type.JSON, text)).spec().number(0, "replicas")).isEqualTo(replicas);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "STRATEGIC | [1] | 400 json: cannot unmarshal array into Go value of type map[string]interface {}",
        "STRATEGIC | \"x\" | 400 json: cannot unmarshal string into Go value of type map[string]interface {}",
        "STRATEGIC | {\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"image\":\"x\"}]}}}} | 500 map: map[image:x] does not contain declared merge key: name",
        "STRATEGIC | {\"spec\":{\"$patch\":\"bogus\"}} | 500 unknown patch type: bogus in map: map[$patch:bogus]",
        "STRATEGIC | {\"spec\":{\"replicas\":\"x\"}} | 422  \"\" is invalid: patch: Invalid value: \"map[spec:map[replicas:x]]\": unrecognized type: int32",
        "STRATEGIC | {\"metadata\":{\"namespace\":\"other\"}} | 400 the namespace of the object (other) does not match the namespace on the request (default)",
        "STRATEGIC | {\"metadata\":{\"resourceVersion\":\"999\"}} | 409 Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified; please apply your changes to the latest version and try again",
        "JSON | {\"op\":\"add\"} | 400 json: cannot unmarshal object into Go value of type jsonpatch.Patch",
        "JSON | [{\"op\":\"replace\",\"path\":\"/spec/nope/x\",\"value\":1}] | 422 the server rejected our request due to an error in our request",
        "JSON | [{\"op\":\"remove\",\"path\":\"/spec/nope\"}] | 422 the server rejected our request due to an error in our request",
        "JSON | [{\"op\":\"jump\",\"path\":\"/spec/replicas\"}] | 422 the server rejected our request due to an error in our request",
        "JSON | [{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":99}] | 422 the server rejected our request due to an error in our request",
        "JSON | [{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/5/image\",\"value\":\"x\"}] | 422 the server rejected our request due to an error in our request",
    })
    void refusesInUpstreamsWords(Patch.Type type, String text, String message) throws Exception {
        assertThat(Lab.message(patch(type, text))).isEqualTo(message.replaceFirst("^422 {2}", "422  "));
    }
}
