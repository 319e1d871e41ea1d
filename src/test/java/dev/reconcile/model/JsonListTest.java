package dev.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonListTest {
    private final List<String> made = new ArrayList<>();

    private List<Object> later(Object from, String name) {
        return JsonList.later(from, () -> {
            made.add(name);
            return List.of(name);
        });
    }

    @Test
    void a_list_for_later_is_made_once_when_somebody_looks() {
        List<Object> list = later(null, "a");
        Json json = Json.of("other", 1, "list", list);
        assertThat(made).isEmpty();
        assertThat(json.toString()).isEqualTo("{\"list\":[\"a\"],\"other\":1}");
        assertThat(json).isEqualTo(Json.of("list", List.of("a"), "other", 1)).hasSameHashCodeAs(Json.of("list", List.of("a"), "other", 1));
        assertThat(made).containsExactly("a");
    }

    @Test
    void nobody_has_to_look_to_change_something_else() {
        Json json = Json.of("list", later(null, "a"), "other", 1).with("other", 2).with("third", 3).without("third");
        assertThat(made).isEmpty();
        assertThat(json.list("list")).containsExactly("a");
    }

    @Test
    void one_may_be_made_from_the_next_for_ever() {
        List<Object> last = JsonList.later(null, () -> List.of(0L));
        for (int i = 1; i <= 100_000; i++) {
            List<Object> before = last;
            last = JsonList.later(before, () -> List.of((Long) before.getFirst() + 1));
        }
        assertThat(last).containsExactly(100_000L);
    }
}
