package dev.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void names_are_sorted_whatever_the_order_of_writing() {
        assertThat(Json.of("b", 1, "a", 2).with("aa", 3).toString()).isEqualTo("{\"a\":2,\"aa\":3,\"b\":1}");
    }

    @Test
    void an_absent_value_leaves_its_name_out() {
        assertThat(Json.of("a", null, "b", "x").names()).containsExactly("b");
    }

    @Test
    void writing_what_is_there_already_gives_the_same_object() {
        Json json = Json.of("spec", Json.of("replicas", 3));
        assertThat(json.withAt(3, "spec", "replicas")).isSameAs(json);
        assertThat(json.without("status")).isSameAs(json);
    }

    @Test
    void a_deep_write_shares_what_it_does_not_change() {
        Json json = Json.of("spec", Json.of("replicas", 3), "status", Json.of("replicas", 1));
        assertThat(json.withAt(2, "status", "replicas").get("spec")).isSameAs(json.get("spec"));
    }

    @Test
    void an_object_grows_and_shrinks_like_a_map_whatever_its_size() {
        Random random = new Random(20261127);
        Json json = Json.EMPTY;
        TreeMap<String, Object> map = new TreeMap<>();
        for (int i = 0; i < 4_000; i++) {
            String name = "name" + random.nextInt(i < 2_000 ? 8 : 120);
            Object value = random.nextInt(3) == 0 ? null : Long.valueOf(i);
            json = json.with(name, value);
            if (value == null) {
                map.remove(name);
            } else {
                map.put(name, value);
            }
            assertThat(json).describedAs("seed 20261127, step %d", i).isEqualTo(Json.copyOf(map));
        }
    }

    @Test
    void removing_at_a_path_that_is_not_there_changes_nothing() {
        assertThat(Json.EMPTY.withAt(null, "a", "b")).isSameAs(Json.EMPTY);
    }

    @Test
    void reading_through_something_that_is_no_object_finds_nothing() {
        assertThat(Json.of("a", "text").at("a", "b")).isNull();
        assertThat(Json.of("a", List.of(1, "x", Json.EMPTY)).objects("a")).containsExactly(Json.EMPTY);
    }

    @Test
    void text_round_trips() throws JsonText.Malformed {
        String text = "{\"a\":[1,2.5,true,\"한글\",{\"b\":{}}],\"n\":9007199254740993}";
        assertThat(JsonText.object(text).toString()).isEqualTo(text);
    }

    @Test
    void nulls_are_dropped_except_in_patches() throws JsonText.Malformed {
        assertThat(JsonText.object("{\"a\":null,\"b\":[null,1]}").toString()).isEqualTo("{\"b\":[1]}");
        assertThat(JsonText.patch("{\"a\":null}").toString()).isEqualTo("{\"a\":null}");
    }

    @Test
    void text_that_nests_too_deep_is_refused() {
        String deep = "[".repeat(JsonText.MAX_DEPTH + 1) + "]".repeat(JsonText.MAX_DEPTH + 1);
        assertThatThrownBy(() -> JsonText.parse(deep)).isInstanceOf(JsonText.Malformed.class);
    }
}
