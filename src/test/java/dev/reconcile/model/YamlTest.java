package dev.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every expectation was taken from kubectl 1.32, which reads and prints YAML through go-yaml v2. */
class YamlTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsWhatGoYamlReads(String yaml, String json) throws Exception {
        assertThat(JsonText.compact(Yaml.parse(yaml).value())).isEqualTo(json);
    }

    static Stream<Arguments> readsWhatGoYamlReads() {
        return Stream.of(
                arguments("a: y\nb: Yes\nc: on\nd: \"y\"\ni: NO", "{\"a\":true,\"b\":true,\"c\":true,\"d\":\"y\",\"i\":false}"),
                arguments("a: 1.0\nb: 1e3\nc: 1.5e22", "{\"a\":1,\"b\":1000,\"c\":1.5e+22}"),
                arguments("d: 0o17\ne: 017\nf: 0x1F\ng: 1_000\nh: .5", "{\"d\":15,\"e\":15,\"f\":31,\"g\":1000,\"h\":0.5}"),
                arguments("i: +1\nj: 0b11\nm: 08\np: 1e400", "{\"i\":1,\"j\":3,\"m\":8,\"p\":\"1e400\"}"),
                arguments("a: 2001-01-01\nb: 12:30\nc: 2001-01-01T00:00:00Z",
                        "{\"a\":\"2001-01-01\",\"b\":\"12:30\",\"c\":\"2001-01-01T00:00:00Z\"}"),
                arguments("a: ~\nb:\nc: null\nd: ''", "{\"d\":\"\"}"),
                arguments("1: a\ntrue: b\n1.5: c", "{\"1\":\"a\",\"1.5\":\"c\",\"true\":\"b\"}"),
                arguments("a: !!binary \"aGk=\"\nb: !!str 1\nc: !!int \"3\"\ne: !x 5\nf: !!bool \"yes\"",
                        "{\"a\":\"hi\",\"b\":\"1\",\"c\":3,\"e\":\"5\",\"f\":true}"),
                arguments("a: 1\n<<: {a: 2}", "{\"a\":2}"),
                arguments("<<: {a: 2}\na: 1", "{\"a\":1}"),
                arguments("a: 1\n<<: [{b: 1}, {b: 2, c: 2}]", "{\"a\":1,\"b\":1,\"c\":2}"),
                arguments("b: &b {m: 1}\nc:\n  <<: *b\n  k: 2", "{\"b\":{\"m\":1},\"c\":{\"k\":2,\"m\":1}}"),
                arguments("a: >\n  x\n  y\n\n  z\nb: |+\n  q\n\n\n", "{\"a\":\"x y\\nz\\n\",\"b\":\"q\\n\\n\\n\"}"),
                arguments("a:\tb", "{\"a\":\"b\"}"),
                arguments("a: x:y\na:b: c", "{\"a\":\"x:y\",\"a:b\":\"c\"}"),
                arguments("a: b\n...\nc: d", "{\"a\":\"b\"}"),
                arguments("\ufeffa: b", "{\"a\":\"b\"}"),
                arguments("{\"a\": 1, \"b\": [true, \"x\"]}", "{\"a\":1,\"b\":[true,\"x\"]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesInGoYamlsWords(String yaml, String message, int line) {
        Yaml.Malformed problem = catchThrowableOfType(Yaml.Malformed.class, () -> Yaml.parse(yaml));
        assertThat(problem).hasMessage(message);
        assertThat(problem.line()).isEqualTo(line);
    }

    static Stream<Arguments> refusesInGoYamlsWords() {
        return Stream.of(
                // Recorded from a real cluster:
                arguments("apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n",
                        "yaml: line 4: found character that cannot start any token", 4),
                arguments("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n labels:\n  a: b\n",
                        "yaml: line 4: did not find expected key", 5),
                arguments("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"x\n", "yaml: line 4: found unexpected end of stream", 4),
                arguments("foo: [\n", "yaml: line 1: did not find expected node content", 2),
                // Asked of kubectl:
                arguments("a: b: c", "yaml: mapping values are not allowed in this context", 1),
                arguments("a: b\n c: d", "yaml: line 2: mapping values are not allowed in this context", 2),
                arguments("a: b\n\tc: d", "yaml: line 2: found a tab character that violates indentation", 2),
                arguments("- a\n-\tb", "yaml: line 2: found character that cannot start any token", 2),
                arguments("a: [1, 2", "yaml: line 1: did not find expected ',' or ']'", 2),
                arguments("a: {b: 1", "yaml: line 1: did not find expected ',' or '}'", 2),
                arguments("- a\nb: c", "yaml: line 1: did not find expected '-' indicator", 2),
                arguments("a:\n  - b\n - c", "yaml: line 2: did not find expected key", 3),
                arguments("a: - b", "yaml: block sequence entries are not allowed in this context", 1),
                arguments("a: *x", "yaml: unknown anchor 'x' referenced", 1),
                arguments("a: &x [*x]", "yaml: anchor 'x' value contains itself", 1),
                arguments("a: \"\\q\"", "yaml: found unknown escape character", 1),
                arguments("a: @x", "yaml: found character that cannot start any token", 1),
                arguments("a: !<x", "yaml: did not find the expected '>'", 1),
                arguments("a: &  b", "yaml: did not find expected alphabetic or numeric character", 1),
                arguments("a: >-x\n b", "yaml: did not find expected comment or line break", 1),
                arguments("a: b\n\"c\nd\": e", "yaml: line 3: could not find expected ':'", 3),
                arguments("a: !!int abc", "yaml: cannot decode !!str `abc` as a !!int", 1),
                arguments("<<: 1", "yaml: map merge requires map or sequence of maps as the value", 1),
                arguments("x: .nan", "json: unsupported value: NaN", 1),
                arguments("a: \u0001", "yaml: control characters are not allowed", 1),
                arguments("%YAML 3.0\n---\na: b", "yaml: found incompatible YAML document", 1),
                arguments("b: c\n~: d", "unsupported map key of type: %!s(<nil>), key: <nil>, value: \"d\"", 2),
                arguments("name: {{ .Values.x }}",
                        "yaml: invalid map key: map[interface {}]interface {}{\".Values.x\":interface {}(nil)}", 1));
    }

    @Test
    void printsAsKubectlDoes() throws Exception {
        String printed = """
                apiVersion: v1
                data:
                  "1": "1"
                  "2": x
                  "10": "1"
                  A: "1"
                  a: '0/4 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane:
                    }, 3 Insufficient cpu. preemption: 0/4 nodes'
                  a-b: "1"
                  a1.9: x
                  a1.10: x
                  b: "y"
                  c: "0x1f"
                  d: a long line without any special characters that goes well beyond the width of
                    eighty columns and then some more until it ends
                  dq: "dq \\x01 and a long text that is longer than the eighty columns that a line
                    may have  really"
                  e: '- x'
                  f: ""
                  g: "2026-01-01T00:00:00Z"
                  h: "12:30"
                  i: |-
                    a
                    b
                  j: |2+
                     a
                    b

                  k: 한국어
                  l: 10m
                  m: '*x'
                  "n": "tab\\there"
                  o: <<
                  p: "x\\ny\\t\\n  "
                  q: "1_000"
                  r: "\\U0001F600"
                  s: 'trailing '
                  t: '#c'
                  u: 'a #c'
                  v: a#c
                  w: it's
                  x: ''''
                  z: 'a: b'
                  z1: |2+

                  z2: " \\n"
                  z4: "~"
                  z5: ".5"
                  z9: =
                kind: ConfigMap
                spec:
                  containers:
                  - args:
                    - a
                    - a very long argument that goes on and on and on until it passes the eighty column
                      mark ok
                    command: []
                    resources: {}
                  d: 1.5
                  e: 1e+22
                  f: 1e-07
                  t: true
                  x:
                  - - a
                    - b
                  - - c: d
                      e:
                      - f
                  - []
                """;
        assertThat(Yaml.print(Yaml.parse(printed).value())).isEqualTo(printed);
    }

    @Test
    void aNameOfMoreThan128BytesStandsAfterAQuestionMark() {
        String name = "k".repeat(140);
        assertThat(Yaml.print(Json.of(name, "1", "b", "2"))).isEqualTo("b: \"2\"\n? " + name + "\n: \"1\"\n");
    }

    @Test
    void scalarsAndListsArePrintedAlone() {
        assertThat(Yaml.print("a")).isEqualTo("a\n");
        assertThat(Yaml.print(Json.EMPTY)).isEqualTo("{}\n");
        assertThat(Yaml.print(List.of("a", Json.of("b", 1)))).isEqualTo("- a\n- b: 1\n");
    }

    @Test
    void aTextIsCutAtItsSeparatorsAndEachPartCountsItsOwnLines() throws Exception {
        assertThat(Yaml.split("---\na: b\n--- # two\nc: d\n---\n"))
                .containsExactly(new Yaml.Part(1, "---\na: b\n"), new Yaml.Part(4, "c: d\n"));
        assertThat(Yaml.split("")).isEmpty();
        assertThat(catchThrowableOfType(Yaml.Malformed.class, () -> Yaml.split("--- a\n")))
                .hasMessage("invalid Yaml document separator: a");
    }

    @Test
    void aKeyThatStandsTwiceIsReportedAndTheLaterOneCounts() throws Exception {
        Yaml.Document document = Yaml.parse("kind: ConfigMap\nmetadata:\n  name: a\n  name: b\n");
        assertThat(document.object().text("metadata", "name")).isEqualTo("b");
        assertThat(document.duplicates()).extracting(Yaml.Duplicate::text).containsExactly("line 4: key \"name\" already set in map");
    }

    @Test
    void everyFieldKnowsItsLine() throws Exception {
        Yaml.Document document = Yaml.parse("kind: Pod\nspec:\n  containers:\n  - name: a\n    image: x\n  - image: y\n");
        assertThat(document.line("spec.containers[1].image")).isEqualTo(6);
        assertThat(document.line("spec.containers[1].ports[0]")).isEqualTo(6);
        assertThat(document.line("status")).isEqualTo(1);
    }

    @Test
    void nullInAPatchStandsForRemoval() throws Exception {
        assertThat(Yaml.patch("spec:\n  paused: null").object().at("spec", "paused")).isEqualTo(MergePatch.REMOVE);
    }

    @Test
    void yamlBombsAreRefused() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertThat(catchThrowableOfType(Yaml.Malformed.class, () -> Yaml.parse(laughs.toString())))
                .hasMessage("yaml: document contains excessive aliasing");
        assertThat(catchThrowableOfType(Yaml.Malformed.class, () -> Yaml.parse("[".repeat(5_000))))
                .hasMessageContaining("exceeded max depth of 100");
        assertThat(catchThrowableOfType(Yaml.Malformed.class, () -> Yaml.parse("x".repeat(Yaml.MAX_CHARACTERS + 1))))
                .hasMessage("yaml: a text may have at most 1048576 characters");
    }
}
