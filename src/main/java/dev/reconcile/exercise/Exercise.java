package dev.reconcile.exercise;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An exercise as its folder says.
 *
 * @param id the folder's name
 * @param order place among the exercises
 * @param minutes how long it takes a learner
 * @param text Markdown
 * @param files put into the learner's home when it begins: name and content
 */
public record Exercise(
        String id, long order, long minutes, Localized title, Localized text, SortedMap<String, String> files, List<Item> items) {

    public Optional<Item> item(String itemId) {
        return items.stream().filter(item -> item.id().equals(itemId)).findFirst();
    }
}
