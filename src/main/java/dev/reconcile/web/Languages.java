package dev.reconcile.web;

import dev.reconcile.workshop.Language;
import java.util.List;
import java.util.Locale;

/** Which language to speak to a client that has not said. */
final class Languages {
    private Languages() {}

    /** The first of the accepted ones that the lab speaks; English otherwise. */
    static Language accepted(List<Locale> locales) {
        for (Locale locale : locales) {
            for (Language language : Language.values()) {
                if (language.tag().equals(locale.getLanguage())) {
                    return language;
                }
            }
        }
        return Language.EN;
    }
}
