package dev.reconcile.web;

import dev.reconcile.workshop.Exercises;
import dev.reconcile.workshop.Language;
import dev.reconcile.workshop.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells the authors of exercises which of them are served and why others are not. It is there where the setting says so, or on loopback. */
@Path("/author")
@RunOnVirtualThread
public class AuthorResource {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    @CheckedTemplate(basePath = "Pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance author(String language, List<Exercises.Standing> standings);
    }

    private final Exercises exercises;
    private final boolean open;

    @Context
    HttpHeaders headers;

    public AuthorResource(
            Exercises exercises,
            @ConfigProperty(name = "reconcile.author") Optional<Boolean> wanted,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.exercises = exercises;
        this.open = wanted.orElse(LOOPBACK.contains(host));
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance page() {
        Language language = Languages.accepted(headers.getAcceptableLanguages());
        return Templates.author(language.tag(), standings()).setLocale(language.locale());
    }

    @GET
    @Path("exercises")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response list() {
        return Response.ok(standings()).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private List<Exercises.Standing> standings() {
        if (!open) {
            throw new Refused(new Problem(Problem.Code.PATH_UNKNOWN));
        }
        return exercises.standings();
    }
}
