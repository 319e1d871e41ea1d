package dev.reconcile.web;

import dev.reconcile.workshop.Answer;
import dev.reconcile.model.KubernetesVersion;
import dev.reconcile.workshop.Language;
import dev.reconcile.workshop.Problem;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.SessionRecord;
import dev.reconcile.workshop.Sessions;
import dev.reconcile.workshop.Texts;
import dev.reconcile.workshop.Token;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The pages: where one begins, and the shell of the lab that the front end fills. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class PagesResource {
    private static final String LANGUAGE_COOKIE = "language";
    private static final int LABS_SHOWN = 3;

    @CheckedTemplate(basePath = "Pages")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance landing(String language, List<SessionRecord> labs, String name, String exercise, String problem, String version);

        static native TemplateInstance lab(String session, String language, String name);

        static native TemplateInstance closed(String language);
    }

    private final Sessions sessions;
    private final Gate gate;
    private final Visitors visitors;

    @Context
    HttpHeaders headers;

    public PagesResource(Sessions sessions, Gate gate, Visitors visitors) {
        this.sessions = sessions;
        this.gate = gate;
        this.visitors = visitors;
    }

    @GET
    @Operation(hidden = true)
    public Response landing(@QueryParam("lang") String chosen, @QueryParam("exercise") String exercise) {
        Language language = language(chosen);
        Response.ResponseBuilder page = Response.ok(landing(language, "", exercise, null));
        return chosen == null ? page.build() : page.cookie(languageCookie(language)).build();
    }

    /** @param exercise the one to begin with, as a link may say; null for the first */
    private TemplateInstance landing(Language language, String name, String exercise, String problem) {
        List<SessionRecord> labs = labs();
        String shown = name.isEmpty() && !labs.isEmpty() ? labs.getFirst().name() : name;
        return Templates.landing(language.tag(), labs, shown, exercise == null ? "" : exercise, problem, KubernetesVersion.GIT).setLocale(language.locale());
    }

    /** What was chosen, or remembered, or what the browser prefers. */
    private Language language(String chosen) {
        Cookie remembered = headers.getCookies().get(LANGUAGE_COOKIE);
        return Language.of(chosen)
                .or(() -> Optional.ofNullable(remembered).flatMap(cookie -> Language.of(cookie.getValue())))
                .orElseGet(() -> Languages.accepted(headers.getAcceptableLanguages()));
    }

    private static NewCookie languageCookie(Language language) {
        return new NewCookie.Builder(LANGUAGE_COOKIE).value(language.tag()).path("/").sameSite(NewCookie.SameSite.LAX).maxAge(31_536_000).build();
    }

    /** The labs that this browser holds tokens of. */
    private List<SessionRecord> labs() {
        List<SessionRecord> labs = new ArrayList<>();
        for (Map.Entry<String, Cookie> cookie : headers.getCookies().entrySet()) {
            Optional<String> id = Gate.sessionOf(cookie.getKey());
            boolean opens = id.isPresent() && gate.admits(id.get(), new Token(cookie.getValue().getValue()));
            if (opens) {
                sessions.record(id.get()).ifPresent(labs::add);
            }
        }
        labs.sort((a, b) -> b.created().compareTo(a.created()));
        return labs.subList(0, Math.min(LABS_SHOWN, labs.size()));
    }

    @POST
    @Path("start")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response start(@FormParam("name") String name, @FormParam("language") String chosen, @FormParam("exercise") String exercise,
            @Context UriInfo uri, @Context HttpServerRequest request) {
        Language language = language(chosen);
        visitors.countSession(request);
        return switch (sessions.create(name, language.tag(), exercise, Gate.tokens(headers))) {
            case Answer.Good<Sessions.Created>(Sessions.Created made) -> Response.seeOther(URI.create("/lab/" + made.session().record().id()))
                    .cookie(Cookies.of(made.session().record(), made.token(), uri))
                    .cookie(languageCookie(language))
                    .build();
            case Answer.Bad<Sessions.Created>(Problem problem) -> Response.status(problem.code().status())
                    .entity(landing(language, name, exercise, Texts.in(language).problem(problem)))
                    .build();
        };
    }

    @GET
    @Path("lab/{id}")
    @Operation(hidden = true)
    public Response lab(@PathParam("id") String id) {
        try {
            Session session = gate.enter(id, headers);
            Language language = session.language();
            return Response.ok(Templates.lab(id, language.tag(), session.record().name()).setLocale(language.locale()))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (Refused refused) {
            Language language = language(null);
            return Response.status(refused.problem().code().status())
                    .entity(Templates.closed(language.tag()).setLocale(language.locale()))
                    .build();
        }
    }
}
