package dev.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final List<String> asked = new ArrayList<>();
    private final Recent<String, Integer> lengths = new Recent<>(2, text -> {
        asked.add(text);
        return text.length();
    });

    @Test
    void what_was_asked_last_is_not_made_again() {
        assertThat(List.of(lengths.get("one"), lengths.get("one"))).containsExactly(3, 3);
        assertThat(asked).containsExactly("one");
    }

    @Test
    void with_more_keys_than_places_every_answer_is_still_right() {
        List<String> keys = List.of("a", "bb", "ccc", "dddd", "eeeee", "a", "bb", "ccc", "dddd", "eeeee");
        assertThat(keys.stream().map(lengths::get).toList()).isEqualTo(keys.stream().map(String::length).toList());
    }

    @Test
    void keys_with_the_same_hash_code_are_told_apart() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        Recent<String, String> upper = new Recent<>(64, String::toLowerCase);
        assertThat(List.of(upper.get("Aa"), upper.get("BB"), upper.get("Aa"))).containsExactly("aa", "bb", "aa");
    }
}
