package dev.reconcile.web;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is to learn. */
@Path("/api/exercises")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "exercises")
public class ExercisesResource {
    public record ExerciseLine(String id, String title, long minutes) {}

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
        return library.all().stream().map(e -> new ExerciseLine(e.id(), e.title().in(language.tag()), e.minutes())).toList();
    }
}
