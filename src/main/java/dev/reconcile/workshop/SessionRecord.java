package dev.reconcile.workshop;

import java.time.Instant;
import java.util.UUID;

/**
 * What is kept about a session beside its log.
 *
 * @param id names the session in addresses; at most {@link #ID_LIMIT} characters
 * @param person who learns in it; a person may have several sessions
 * @param name what the learner typed as a name
 * @param language BCP 47 tag of the learner's language, such as {@code ko}
 * @param tokenHash see {@link Token#hash()}; the token itself is kept nowhere
 * @param exercise name of the exercise's folder
 */
public record SessionRecord(String id, UUID person, String name, String language, String tokenHash, Instant created, String exercise) {
    public static final int ID_LIMIT = 36;
    public static final int NAME_LIMIT = 80;
}
