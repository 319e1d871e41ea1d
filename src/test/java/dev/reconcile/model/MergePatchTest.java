package dev.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.sim.Dice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergePatchTest {
    @Test
    void a_patch_holds_only_what_changed() {
        Json before = Json.of("a", 1, "b", Json.of("c", 2, "d", 3), "e", List.of(1));
        Json after = Json.of("a", 1, "b", Json.of("c", 2), "e", List.of(1, 2));
        assertThat(MergePatch.between(before, after).toString()).isEqualTo("{\"b\":{\"d\":null},\"e\":[1,2]}");
    }

    @Test
    void the_patch_between_two_objects_turns_one_into_the_other() {
        long seed = System.nanoTime();
        Dice dice = new Dice(seed);
        for (int i = 0; i < 2_000; i++) {
            Json before = random(dice, 3);
            Json after = random(dice, 3);
            Json patch = MergePatch.between(before, after);
            assertThat(MergePatch.apply(before, reread(patch)))
                    .as("seed %d, round %d: %s → %s", seed, i, before, after)
                    .isEqualTo(after);
        }
    }

    private static Json reread(Json patch) {
        try {
            return JsonText.patch(patch.toString());
        } catch (JsonText.Malformed e) {
            throw new AssertionError(e);
        }
    }

    private static Json random(Dice dice, int depth) {
        Json json = Json.EMPTY;
        for (int i = dice.below(4); i > 0; i--) {
            json = json.with("k" + dice.below(5), value(dice, depth));
        }
        return json;
    }

    private static Object value(Dice dice, int depth) {
        if (depth == 0) {
            return (long) dice.below(3);
        }
        return switch (dice.below(4)) {
            case 0 -> random(dice, depth - 1);
            case 1 -> {
                List<Object> list = new ArrayList<>();
                for (int i = dice.below(3); i > 0; i--) {
                    list.add(value(dice, depth - 1));
                }
                yield list;
            }
            case 2 -> "t" + dice.below(3);
            default -> dice.below(2) == 0;
        };
    }
}
