package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {
    private final Lab lab = new Lab();

    private static final String SUBDOMAIN = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
            + "and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String QUALIFIED = "name part must consist of alphanumeric characters, '-', '_' or '.', "
            + "and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
            + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "name: MyApp | metadata.name: Invalid value: \"MyApp\": SUBDOMAIN",
        "name: a/b | metadata.name: Invalid value: \"a/b\": SUBDOMAIN",
        "name: 앱 | metadata.name: Invalid value: \"앱\": SUBDOMAIN",
        "name: '' | metadata.name: Required value: name or generateName is required",
        "{name: x, labels: {a b: c}} | metadata.labels: Invalid value: \"a b\": QUALIFIED",
        "{name: x, annotations: {a b: c}} | metadata.annotations: Invalid value: \"a b\": QUALIFIED",
        "{name: x, labels: {'': c}} | [metadata.labels: Invalid value: \"\": name part must be non-empty, metadata.labels: Invalid value: \"\": QUALIFIED]",
        "{name: x, ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: ''}]} | metadata.ownerReferences.uid: Invalid value: \"\": must not be empty",
    })
    void refusesInUpstreamsWords(String metadata, String message) {
        String body = metadata.startsWith("{") ? "metadata: " + metadata : "metadata: {" + metadata + "}";
        String name = metadata.contains("name: x") ? "x" : metadata.replace("name: ", "").replace("'", "");
        assertThat(Lab.message(lab.create("configmaps", "default", body))).isEqualTo("422 ConfigMap \"" + name + "\" is invalid: "
                + message.replace("SUBDOMAIN", SUBDOMAIN).replace("QUALIFIED", QUALIFIED));
    }

    @Test
    void aTerminatingObjectTakesNoNewFinalizers() {
        Lab.object(lab.create("configmaps", "default", "metadata: {name: x, finalizers: [a.b/c]}"));
        Lab.object(lab.delete("configmaps", "default", "x"));
        Reply reply = lab.patch("configmaps", "default", "x", Patch.Type.MERGE, Lab.yaml("metadata: {finalizers: [a.b/c, d.e/f]}"));
        assertThat(Lab.message(reply)).isEqualTo("422 ConfigMap \"x\" is invalid: metadata.finalizers: Forbidden: "
                + "no new finalizers can be added if the object is being deleted, found new finalizers []string{\"d.e/f\"}");
    }

    @Test
    void aGenerateNameIsCheckedWithItsLetters() {
        assertThat(Lab.message(lab.create("configmaps", "default", "metadata: {generateName: A_}")))
                .matches("(?s)422 ConfigMap \"A_.{5}\" is invalid: \\[metadata.generateName: Invalid value: \"A_\".*metadata.name: .*");
    }
}
