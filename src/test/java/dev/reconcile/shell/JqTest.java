package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JqTest {
    private static final String PODS = "{\"items\":[{\"metadata\":{\"name\":\"a\"},\"status\":{\"phase\":\"Running\"}},{\"metadata\":{\"name\":\"b\"},\"status\":{\"phase\":\"Pending\"}}]}";
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              replicas: 3
              template:
                spec:
                  containers:
                  - name: web
                    image: nginx:1.20
            ---
            kind: Service
            metadata:
              name: web
            """;

    private record Row(String command, String out, int code) {}

    private static Box box() {
        Box box = new Box();
        box.files.write("/box/pods", PODS);
        box.files.write("/box/d.yaml", DEPLOYMENT);
        return box;
    }

    @TestFactory
    Stream<DynamicTest> whatPeopleAsk() {
        return Stream.of(
                new Row("jq -r '.items[].metadata.name' pods", "a\nb\n", 0),
                new Row("cat pods | jq '.items[] | select(.status.phase == \"Running\") | .metadata.name'", "\"a\"\n", 0),
                new Row("jq -c '.items | map({(.metadata.name): .status.phase}) | add' pods", "{\"a\":\"Running\",\"b\":\"Pending\"}\n", 0),
                new Row("jq '.items | length' pods", "2\n", 0),
                new Row("echo '{\"b\":1,\"a\":[1,{}]}' | jq -S .", "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": 1\n}\n", 0),
                new Row("jq -r '.items[] | [.metadata.name, .status.phase] | @tsv' pods", "a\tRunning\nb\tPending\n", 0),
                new Row("jq -r --arg p Pending '.items[] | select(.status.phase == $p).metadata.name' pods", "b\n", 0),
                new Row("jq -n '1 + 2, [range(3)]' -c", "3\n[0,1,2]\n", 0),
                new Row("echo '1 2 3' | jq -s add", "6\n", 0),
                new Row("jq -e .nothing pods", "null\n", 1),
                new Row("echo '\"a\"' | jq -r '\"\\(.)b\"'", "ab\n", 0),
                new Row("yq .spec.replicas d.yaml", "3\nnull\n", 0),
                new Row("yq 'select(.kind == \"Deployment\") | .spec.template.spec.containers[0].image' d.yaml", "nginx:1.20\n", 0),
                new Row("yq -o json -n '{\"a\": 1}'", "{\n  \"a\": 1\n}\n", 0),
                new Row("yq -i 'select(.kind == \"Deployment\").spec.replicas = 5' d.yaml; yq 'select(.kind == \"Deployment\") | .spec.replicas' d.yaml", "5\n", 0),
                new Row("yq nosuch.yaml", "", 0))
                .map(row -> DynamicTest.dynamicTest(row.command(), () -> {
                    Box.Result result = box().run(row.command().equals("yq nosuch.yaml") ? "echo '' > nosuch.yaml; true" : row.command());
                    assertThat(result).isEqualTo(new Box.Result(row.out(), "", row.code()));
                }));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(box().run("jq '.[' pods").code()).isEqualTo(3);
        assertThat(box().run("jq .a.b.c pods")).isEqualTo(new Box.Result("null\n", "", 0));
        assertThat(box().run("jq '.items.name' pods").err()).contains("Cannot index array with \"name\"");
        assertThat(box().run("echo '{' | jq .").code()).isEqualTo(2);
        assertThat(box().run("jq . nofile")).isEqualTo(new Box.Result("", "jq: error: Could not open nofile: No such file or directory\n", 2));
        assertThat(box().run("yq .a nofile").err()).isEqualTo("Error: open nofile: no such file or directory\n");
    }

    @Test
    void whatWouldNotEndIsStopped() {
        assertThat(box().run("jq -n 'def f: f; f'").code()).isEqualTo(5);
        assertThat(box().run("jq -n '[range(1000000000)] | length'").err()).contains("stopped: more than");
        assertThat(box().run("jq -n 'repeat(1)' > f; wc -l < f").code()).isZero();
        assertThat(box().run("jq -n 'until(false; .)'").code()).isEqualTo(5);
    }

    @Test
    void timeIsTheLabs() {
        assertThat(box().run("jq -n 'now | floor'").out()).isEqualTo("1795000000\n");
    }
}
