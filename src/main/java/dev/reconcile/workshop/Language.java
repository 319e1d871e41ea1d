package dev.reconcile.workshop;

import java.util.Locale;
import java.util.Optional;

/** The languages that the lab speaks. To add one, add its bundles; a test names what is missing. */
public enum Language {
    KO("ko"),
    EN("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** BCP 47. */
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    public static Optional<Language> of(String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
