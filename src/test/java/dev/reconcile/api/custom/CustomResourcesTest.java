package dev.reconcile.api.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Column;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Yaml;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourcesTest {
    private static final Caller LEARNER = Caller.learner(0);
    private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";
    private static final String CRONTABS = "crontabs.stable.example.com";
    private static final String CRONTAB = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: crontabs.stable.example.com}
            spec:
              group: stable.example.com
              scope: Namespaced
              names: {plural: crontabs, singular: crontab, kind: CronTab, shortNames: [ct], categories: [all]}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        required: [cronSpec]
                        x-kubernetes-validations:
                        - {rule: "self.minReplicas <= self.replicas", message: "replicas must not be below minReplicas"}
                        properties:
                          cronSpec: {type: string, pattern: '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$'}
                          image: {type: string, default: busybox, x-kubernetes-validations: [{rule: "self == oldSelf", message: "image is immutable"}]}
                          replicas: {type: integer, minimum: 1, maximum: 10, default: 1}
                          minReplicas: {type: integer, default: 1}
                          mode: {type: string, enum: [Fast, Slow]}
                          port: {x-kubernetes-int-or-string: true}
                          free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                          steps:
                            type: array
                            x-kubernetes-list-type: map
                            x-kubernetes-list-map-keys: [name]
                            items: {type: object, required: [name], properties: {name: {type: string}, run: {type: string}}}
                      status:
                        type: object
                        properties: {replicas: {type: integer}, labelSelector: {type: string}}
                subresources:
                  status: {}
                  scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.labelSelector}
                additionalPrinterColumns:
                - {name: Spec, type: string, jsonPath: .spec.cronSpec}
                - {name: Replicas, type: integer, jsonPath: .spec.replicas}
                - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
              - name: v1beta1
                served: true
                storage: false
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    private final Cluster cluster = Cluster.create(StandardBlueprint.INSTANCE, 1, 1_764_000_000_000L);

    @BeforeEach
    void aDefinition() {
        object(create(DEFINITIONS, "", CRONTAB));
        cluster.runUntil(cluster.now() + 1000);
    }

    private static Json yaml(String text) {
        try {
            return Yaml.parse(text).object();
        } catch (Yaml.Malformed e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static KubeObject object(Reply reply) {
        if (reply instanceof Reply.One one) {
            return one.object();
        }
        throw new AssertionError(reply instanceof Reply.Failed failed ? failed.status().message() : reply.toString());
    }

    private static String message(Reply reply) {
        return reply instanceof Reply.Failed failed ? failed.status().code() + " " + failed.status().message() : "not refused: " + reply;
    }

    private Reply create(String resource, String namespace, String text, Object... options) {
        return cluster.request(Request.create(LEARNER, resource, namespace, yaml(text), Options.of(options)));
    }

    private Reply crontab(String spec, Object... options) {
        return create(CRONTABS, "default", "{apiVersion: stable.example.com/v1, kind: CronTab, metadata: {name: mine}, spec: " + spec + "}", options);
    }

    private Reply ask(Verb verb, String resource, String namespace, String name) {
        return cluster.request(new Request(LEARNER, verb, resource, namespace, name, "", null, null, Options.NONE));
    }

    private Reply patch(Patch.Type type, String document, Object... options) {
        return patch(new ObjectKey(CRONTABS, "default", "mine"), type, yaml(document), options);
    }

    private Reply patch(ObjectKey key, Patch.Type type, Json document, Object... options) {
        return cluster.request(Request.patch(LEARNER, key, new Patch(type, document), Options.of(options)));
    }

    @Test
    void a_definition_is_accepted_and_its_kind_is_served() {
        KubeObject definition = cluster.view().get(DEFINITIONS, "", CRONTABS).orElseThrow();
        assertThat(definition.condition("Established").orElseThrow().text("reason")).isEqualTo("InitialNamesAccepted");
        assertThat(definition.status().object("acceptedNames").text("listKind")).isEqualTo("CronTabList");
        assertThat(definition.status().texts("storedVersions")).containsExactly("v1");
        Kind kind = cluster.kinds().of("stable.example.com/v1", "CronTab").orElseThrow();
        assertThat(kind.shortNames()).containsExactly("ct");
        assertThat(kind.subresources()).containsExactly("scale", "status");
    }

    @Test
    void an_object_is_defaulted_pruned_and_counted() {
        KubeObject made = object(crontab("{cronSpec: '* * * * *', nope: 1, free: {a: {b: c}}, port: http, steps: [{name: a, run: x, other: y}]}"));
        assertThat(made.spec()).isEqualTo(yaml(
                "{cronSpec: '* * * * *', image: busybox, replicas: 1, minReplicas: 1, free: {a: {b: c}}, port: http, steps: [{name: a, run: x}]}"));
        assertThat(made.generation()).isEqualTo(1);
        assertThat(object(patch(Patch.Type.MERGE, "spec: {replicas: 2}")).generation()).isEqualTo(2);
        assertThat(object(patch(Patch.Type.MERGE, "metadata: {labels: {a: b}}")).generation()).isEqualTo(2);
    }

    @Test
    void unknown_fields_are_told_or_refused() {
        Reply.One warned = (Reply.One) crontab("{cronSpec: '* * * * *', nope: 1, steps: [{name: a, other: y}]}");
        assertThat(warned.warnings()).containsExactly("unknown field \"spec.nope\"", "unknown field \"spec.steps[0].other\"");
        assertThat(message(crontab("{cronSpec: '* * * * *', nope: 1}", "fieldValidation", "Strict"))).isEqualTo(
                "400 CronTab in version \"v1\" cannot be handled as a CronTab: strict decoding error: unknown field \"spec.nope\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "{replicas: 2} ; spec.cronSpec: Required value",
        "{cronSpec: 5} ; spec.cronSpec: Invalid value: \"integer\": spec.cronSpec in body must be of type string: \"integer\"",
        "{cronSpec: often} ; spec.cronSpec: Invalid value: \"often\": spec.cronSpec in body should match '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$'",
        "{cronSpec: '* * * * *', replicas: 0} ; spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1",
        "{cronSpec: '* * * * *', replicas: 20} ; spec.replicas: Invalid value: 20: spec.replicas in body should be less than or equal to 10",
        "{cronSpec: '* * * * *', mode: Medium} ; spec.mode: Unsupported value: \"Medium\": supported values: \"Fast\", \"Slow\"",
        "{cronSpec: '* * * * *', steps: [{name: a}, {name: a}]} ; spec.steps[1]: Duplicate value: {\"name\":\"a\"}",
        "{cronSpec: '* * * * *', replicas: 2, minReplicas: 3} ; spec: Invalid value: \"object\": replicas must not be below minReplicas",
    })
    void a_wrong_object_is_refused_in_upstreams_words(String spec, String message) {
        assertThat(message(crontab(spec))).isEqualTo("422 CronTab.stable.example.com \"mine\" is invalid: " + message);
    }

    @Test
    void a_rule_about_the_past_holds_in_updates() {
        object(crontab("{cronSpec: '* * * * *'}"));
        assertThat(message(patch(Patch.Type.MERGE, "spec: {image: nginx}")))
                .isEqualTo("422 CronTab.stable.example.com \"mine\" is invalid: spec.image: Invalid value: \"string\": image is immutable");
    }

    @Test
    void lists_with_keys_are_shared_by_those_who_apply() {
        String intent = "{apiVersion: stable.example.com/v1, kind: CronTab, metadata: {name: mine}, spec: {cronSpec: '* * * * *', steps: [{name: %s, run: x}]}}";
        object(patch(Patch.Type.APPLY, intent.formatted("a"), "fieldManager", "one"));
        KubeObject both = object(patch(Patch.Type.APPLY, intent.formatted("b"), "fieldManager", "two"));
        assertThat(both.spec().objects("steps")).extracting(step -> step.text("name")).containsExactlyInAnyOrder("a", "b");
        assertThat(message(patch(Patch.Type.STRATEGIC, "spec: {replicas: 2}"))).startsWith("415 the body of the request was in an unknown format");
    }

    @Test
    void scale_and_status_are_doors_of_their_own() {
        object(crontab("{cronSpec: '* * * * *'}"));
        Json scale = Json.of("metadata", Json.of("name", "mine", "namespace", "default"), "spec", Json.of("replicas", 4));
        object(cluster.request(new Request(LEARNER, Verb.UPDATE, CRONTABS, "default", "mine", "scale", scale, null, Options.NONE)));
        KubeObject scaled = object(ask(Verb.GET, CRONTABS, "default", "mine"));
        assertThat(scaled.spec().number(0, "replicas")).isEqualTo(4);
        KubeObject stated = scaled.with(Json.of("replicas", 3, "labelSelector", "a=b"), "status");
        assertThat(object(cluster.request(Request.update(LEARNER, CRONTABS, stated, Options.NONE))).status()).isEqualTo(Json.EMPTY);
        object(cluster.request(Request.update(LEARNER, CRONTABS, object(ask(Verb.GET, CRONTABS, "default", "mine")).with(stated.status(), "status"), Options.NONE).on("status")));
        assertThat(message(cluster.request(Request.update(LEARNER, CRONTABS, stated.with(null, "metadata", "resourceVersion"), Options.NONE))))
                .isEqualTo("422 crontabs.stable.example.com \"mine\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update");
        Request get = new Request(LEARNER, Verb.GET, CRONTABS, "default", "mine", "scale", null, null, Options.NONE);
        assertThat(object(cluster.request(get)).status()).isEqualTo(Json.of("replicas", 3, "selector", "a=b"));
    }

    @Test
    void fields_that_a_definition_names_can_be_selected() {
        KubeObject definition = object(cluster.request(Request.get(LEARNER, new ObjectKey(DEFINITIONS, "", CRONTABS))));
        List<Json> versions = definition.spec().objects("versions").stream()
                .map(version -> version.with("selectableFields", List.of(Json.of("jsonPath", ".spec.replicas")))).toList();
        object(cluster.request(Request.update(LEARNER, DEFINITIONS, definition.with(versions, "spec", "versions"), Options.NONE)));
        cluster.runUntil(cluster.now() + 1000);
        object(crontab("{cronSpec: '* * * * *', replicas: 2}"));

        assertThat(((Reply.Many) cluster.request(Request.list(LEARNER, CRONTABS, "default", Options.of("fieldSelector", "spec.replicas=2")))).items()).hasSize(1);
        assertThat(((Reply.Many) cluster.request(Request.list(LEARNER, CRONTABS, "default", Options.of("fieldSelector", "spec.replicas=3")))).items()).isEmpty();
        assertThat(message(cluster.request(Request.list(LEARNER, CRONTABS, "default", Options.of("fieldSelector", "spec.image=a")))))
                .isEqualTo("400 field label not supported: spec.image");
    }

    @Test
    void columns_are_those_of_the_definition() {
        KubeObject made = object(crontab("{cronSpec: '* * * * *', replicas: 2}"));
        List<Column> columns = cluster.kinds().resource(CRONTABS).orElseThrow().columns();
        assertThat(columns).extracting(Column::name).containsExactly("Name", "Spec", "Replicas", "Age");
        assertThat(columns).extracting(column -> column.cell().apply(made, cluster.now() + 5_000)).containsExactly("mine", "* * * * *", 2L, "5s");
    }

    @Test
    void another_version_shows_the_same_object() {
        object(crontab("{cronSpec: '* * * * *'}"));
        Kind old = cluster.kinds().of("stable.example.com/v1beta1", "CronTab").orElseThrow();
        assertThat(object(ask(Verb.GET, old.resource(), "default", "mine")).apiVersion()).isEqualTo("stable.example.com/v1beta1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            deprecated: false                           |
            deprecated: true                            | stable.example.com/v1beta1 CronTab is deprecated; use stable.example.com/v1 CronTab
            {deprecated: true, deprecationWarning: Go.} | Go.
            """)
    void a_version_may_be_about_to_go(String fields, String text) {
        Json definition = yaml(CRONTAB);
        List<Json> versions = definition.objects("spec", "versions");
        Json old = MergePatch.apply(versions.get(1), yaml(fields));
        object(patch(new ObjectKey(DEFINITIONS, "", CRONTABS), Patch.Type.MERGE, Json.of("spec", Json.of("versions", List.of(versions.get(0), old)))));
        cluster.runUntil(cluster.now() + 1000);
        assertThat(cluster.kinds().of("stable.example.com/v1beta1", "CronTab").orElseThrow().rules().deprecation()).isEqualTo(text == null ? "" : text);
    }

    @Test
    void the_end_of_a_definition_is_the_end_of_its_objects() {
        object(crontab("{cronSpec: '* * * * *'}"));
        ask(Verb.DELETE, DEFINITIONS, "", CRONTABS);
        assertThat(cluster.view().get(DEFINITIONS, "", CRONTABS)).isPresent();
        cluster.runUntil(cluster.now() + 10_000);
        assertThat(cluster.view().get(DEFINITIONS, "", CRONTABS)).isEmpty();
        assertThat(cluster.view().list(CRONTABS, "")).isEmpty();
        assertThat(message(ask(Verb.LIST, CRONTABS, "default", ""))).isEqualTo("404 the server could not find the requested resource");
    }

    @Test
    void owners_and_namespaces_take_custom_objects_with_them() {
        create("namespaces", "", "metadata: {name: other}");
        create(CRONTABS, "other", "{apiVersion: stable.example.com/v1, kind: CronTab, metadata: {name: theirs}, spec: {cronSpec: '* * * * *'}}");
        KubeObject owner = object(create("configmaps", "default", "metadata: {name: owner}"));
        create(CRONTABS, "default", ("{apiVersion: stable.example.com/v1, kind: CronTab, metadata: {name: owned, ownerReferences: "
                + "[{apiVersion: v1, kind: ConfigMap, name: owner, uid: %s}]}, spec: {cronSpec: '* * * * *'}}").formatted(owner.uid()));
        cluster.runUntil(cluster.now() + 1000);
        ask(Verb.DELETE, "namespaces", "", "other");
        ask(Verb.DELETE, "configmaps", "default", "owner");
        cluster.runUntil(cluster.now() + 30_000);
        assertThat(cluster.view().get("namespaces", "", "other")).isEmpty();
        assertThat(cluster.view().list(CRONTABS, "")).isEmpty();
    }

    @Test
    void a_fork_serves_the_kind_too() {
        object(crontab("{cronSpec: '* * * * *'}"));
        Cluster fork = cluster.fork();
        assertThat(fork.kinds().resource(CRONTABS)).isPresent();
        assertThat(fork.request(Request.list(LEARNER, CRONTABS, "default", Options.NONE))).isInstanceOf(Reply.Many.class);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "name: crontabs.stable.example.com | name: other | metadata.name: Invalid value: \"other\": must be spec.names.plural+\".\"+spec.group",
        "scope: Namespaced | scope: Everywhere | spec.scope: Unsupported value: \"Everywhere\": supported values: \"Cluster\", \"Namespaced\"",
        "mode: {type: string, | mode: { | spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[mode].type: Required value: must not be empty for specified object fields",
    })
    void a_wrong_definition_is_refused(String from, String to, String message) {
        String text = CRONTAB.replace(from, to);
        String name = yaml(text).textOrEmpty("metadata", "name");
        assertThat(message(create(DEFINITIONS, "", text.replace("crontabs", "crontabz").replace("crontabz.stable", "crontabz.stable"))))
                .isEqualTo("422 CustomResourceDefinition.apiextensions.k8s.io \"" + name.replace("crontabs", "crontabz") + "\" is invalid: " + message);
    }

    @Test
    void ofTwoDefinitionsThatWantTheSameNameTheFirstHasIt() {
        String second = CRONTAB.replace("crontabs", "tabs").replace("crontab,", "tab,").replace("v1beta1", "v2");
        object(create(DEFINITIONS, "", second));
        cluster.runUntil(cluster.now() + 1000);
        KubeObject refused = object(cluster.request(Request.get(LEARNER, new ObjectKey(DEFINITIONS, "", "tabs.stable.example.com"))));

        assertThat(refused.condition("NamesAccepted")).hasValueSatisfying(condition -> assertThat(condition)
                .isEqualTo(Json.of("type", "NamesAccepted", "status", "False", "reason", "ListKindConflict",
                        "message", "\"CronTabList\" is already in use", "lastTransitionTime", condition.text("lastTransitionTime"))));
        assertThat(refused.condition("Established").map(condition -> condition.text("reason"))).contains("NotAccepted");
        assertThat(refused.status().object("acceptedNames")).isEqualTo(Json.of(
                "plural", "tabs", "singular", "tab", "kind", "", "categories", List.of("all")));
        assertThat(message(create("tabs.stable.example.com", "default", "{apiVersion: stable.example.com/v1, kind: CronTab, metadata: {name: a}}")))
                .startsWith("404");

        cluster.request(Request.delete(LEARNER, new ObjectKey(DEFINITIONS, "", CRONTABS), Options.NONE));
        cluster.runUntil(cluster.now() + 5000);

        assertThat(object(cluster.request(Request.get(LEARNER, new ObjectKey(DEFINITIONS, "", "tabs.stable.example.com"))))
                .condition("Established").map(condition -> condition.text("status"))).contains("True");
    }
}
