package dev.reconcile.web;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Library;
import dev.reconcile.workshop.Language;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is to learn. */
@Path("/api/exercises")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "exercises")
public class ExercisesResource {
    /**
     * @param kind article, lesson or incident
     * @param teaches sections of the article
     * @param items how many items the checklist has
     */
    public record ExerciseLine(String id, String title, String summary, String kind, long minutes, List<String> teaches, int items) {}

    private final Library library;

    @Context
    HttpHeaders headers;

    public ExercisesResource(Library library) {
        this.library = library;
    }

    @GET
    @Operation(summary = "All exercises in their order")
    public List<ExerciseLine> all() {
        Language language = Languages.accepted(headers.getAcceptableLanguages());
        return library.all().stream().map(exercise -> line(exercise, language.tag())).toList();
    }

    private static ExerciseLine line(Exercise exercise, String language) {
        return new ExerciseLine(exercise.id(), exercise.title().in(language), exercise.summary().in(language),
                exercise.kind().name().toLowerCase(Locale.ROOT), exercise.minutes(), exercise.teaches(), exercise.items().size());
    }
}
