package dev.reconcile.exercise;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A text in every language of the lab, by language tag. */
public record Localized(SortedMap<String, String> byLanguage) {
    public static final Localized NONE = new Localized(new TreeMap<>());

    public Localized {
        byLanguage = Collections.unmodifiableSortedMap(new TreeMap<>(byLanguage));
    }

    /** Empty if the text does not exist; the reader has made sure that existing ones do in all languages. */
    public String in(String language) {
        return byLanguage.getOrDefault(language, "");
    }
}
