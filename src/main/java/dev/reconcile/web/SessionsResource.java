package dev.reconcile.web;

import dev.reconcile.store.Entry;
import dev.reconcile.workshop.Breakage;
import dev.reconcile.workshop.Instants;
import dev.reconcile.workshop.Problem;
import dev.reconcile.workshop.Ran;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.Sessions;
import dev.reconcile.workshop.Texts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Everything that a learner can do on the page, for scripts. */
@Path("/api/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "sessions")
public class SessionsResource {
    private static final int MOST_ENTRIES = 1_000;

    /** @param exercise the exercise to begin with; if absent, the first one that the person has not completed */
    public record NewSession(String name, String language, String exercise) {}

    /** @param token opens the session; it is told this once */
    public record Created(String id, String token, String name, String language, String exercise, String url) {}

    public record SessionState(String id, String name, String language, String exercise, long position, boolean busy, ServerMessage.Clock clock) {}

    public record Line(String line) {}

    /** @param virtualTime RFC 3339 */
    public record CommandResult(String stdout, String stderr, int exitCode, String virtualTime) {}

    /** @param position of the newest entry; there is more to get while it is greater than the last entry's */
    public record LogPage(List<WireEntry> entries, long position) {}

    public record FileContent(String path, String content) {}

    public record FileList(List<String> files) {}

    public record Speech(String language) {}

    /** See {@link ClientMessage.Clock}. */
    public record ClockAction(String action, Double speed, String to) {}

    /** @param fault one line, such as {@code power-off-node worker-2} */
    public record Trouble(String fault) {}

    /**
     * @param position of the act in the log
     * @param virtualTime RFC 3339
     */
    public record Happened(String fault, long position, String virtualTime) {}

    private final Sessions sessions;
    private final Gate gate;
    private final Visitors visitors;

    @Context
    HttpHeaders headers;

    public SessionsResource(Sessions sessions, Gate gate, Visitors visitors) {
        this.sessions = sessions;
        this.gate = gate;
        this.visitors = visitors;
    }

    @POST
    @Operation(summary = "Start a session with a cluster of its own", description = "With the token of an earlier session, as bearer or in a cookie, "
            + "and the same name, it belongs to the same person, whose progress goes on.")
    public Response create(NewSession wish, @Context UriInfo uri, @Context HttpServerRequest request) {
        visitors.countSession(request);
        NewSession given = wish == null ? new NewSession(null, null, null) : wish;
        String language = given.language() == null ? Languages.accepted(headers.getAcceptableLanguages()).tag() : given.language();
        return created(Refused.unless(sessions.create(given.name(), language, given.exercise(), Gate.tokens(headers))), uri);
    }

    static Response created(Sessions.Created made, UriInfo uri) {
        String id = made.session().record().id();
        Created body = new Created(id, made.token().text(), made.session().record().name(), made.session().language().tag(),
                made.session().exercise(), "/lab/" + id);
        return Response.created(URI.create("/api/sessions/" + id))
                .cookie(Cookies.of(made.session().record(), made.token(), uri))
                .entity(body)
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Where the session stands")
    public SessionState state(@PathParam("id") String id) {
        Session session = gate.enter(id, headers);
        return new SessionState(id, session.record().name(), session.language().tag(), session.exercise(), session.position(), session.busy(),
                Clocks.message(session.clock()));
    }

    @POST
    @Path("{id}/commands")
    @Operation(summary = "Run a command line to its end in virtual time",
            description = "Blocking commands run ahead of the wall clock; after an hour of virtual time, or when nothing can happen any more, they are interrupted.")
    public CommandResult command(@PathParam("id") String id, Line line) {
        Session session = gate.enter(id, headers);
        if (line == null || line.line() == null) {
            throw new Refused(Problem.missing("line"));
        }
        Ran ran = Refused.unless(session.run(line.line()));
        return new CommandResult(ran.stdout(), ran.stderr(), ran.exitCode(), Instants.text(ran.virtualMillis()));
    }

    @POST
    @Path("{id}/interrupt")
    @Operation(summary = "Ctrl-C for the command that runs on the page")
    public SessionState interrupt(@PathParam("id") String id) {
        gate.enter(id, headers).interrupt();
        return state(id);
    }

    @GET
    @Path("{id}/log")
    @Operation(summary = "Entries of the log after a position")
    public LogPage log(@PathParam("id") String id, @QueryParam("from") @DefaultValue("0") long from,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        Session session = gate.enter(id, headers);
        WireEntries wire = new WireEntries(Texts.in(session.language()));
        List<Entry> entries = session.entries(Math.max(from, 0), Math.clamp(limit, 1, MOST_ENTRIES));
        return new LogPage(entries.stream().map(wire::of).toList(), session.position());
    }

    @POST
    @Path("{id}/clock")
    @Operation(summary = "Pause, run, step, next, speed or jump")
    public ServerMessage.Clock clock(@PathParam("id") String id, ClockAction action) {
        Session session = gate.enter(id, headers);
        if (action == null) {
            throw new Refused(Problem.missing("action"));
        }
        return Clocks.message(Refused.unless(Clocks.act(session, new ClientMessage.Clock(action.action(), action.speed(), action.to()))));
    }

    @POST
    @Path("{id}/faults")
    @Operation(summary = "Let something go wrong in the cluster, or make it good again", description = """
            One line of text: crash-container POD [container=NAME] [namespace=default] [exit-code=1], oom-kill-container POD [container=NAME] [namespace=default],
            power-off-node NODE, power-on-node NODE, cut-off-node NODE, reconnect-node NODE, fill-disk NODE, free-disk NODE, break-image IMAGE,
            slow-image IMAGE [factor=10], restore-image IMAGE, break-volume CLAIM [namespace=default], restore-volume CLAIM [namespace=default].
            The act stands in the log, and everything that follows from it names it as its cause.""")
    public Happened fault(@PathParam("id") String id, Trouble trouble) {
        Session session = gate.enter(id, headers);
        if (trouble == null || trouble.fault() == null) {
            throw new Refused(Problem.missing("fault"));
        }
        Breakage.Caused caused = Refused.unless(session.breakage().cause(trouble.fault()));
        return new Happened(caused.fault(), caused.position(), Instants.text(caused.virtualMillis()));
    }

    @PUT
    @Path("{id}/language")
    @Operation(summary = "Choose the language of the texts")
    public SessionState speak(@PathParam("id") String id, Speech speech) {
        Session session = gate.enter(id, headers);
        Refused.unless(session.speak(speech == null ? null : speech.language()));
        return state(id);
    }

    @GET
    @Path("{id}/files")
    @Operation(summary = "The files of the learner's home")
    public FileList files(@PathParam("id") String id) {
        return new FileList(gate.enter(id, headers).files());
    }

    @GET
    @Path("{id}/files/{path: .+}")
    public FileContent file(@PathParam("id") String id, @PathParam("path") String path) {
        return new FileContent(path, Refused.unless(gate.enter(id, headers).file(path)));
    }

    @PUT
    @Path("{id}/files/{path: .+}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Write a file", description = "JSON {\"content\": \"…\"}, or the content itself as text/plain or application/yaml")
    public FileContent save(@PathParam("id") String id, @PathParam("path") String path, FileContent file) {
        if (file == null || file.content() == null) {
            throw new Refused(Problem.missing("content"));
        }
        return saveText(id, path, file.content());
    }

    @PUT
    @Path("{id}/files/{path: .+}")
    @Consumes({MediaType.TEXT_PLAIN, "application/yaml", "application/x-yaml", "text/yaml"})
    public FileContent saveText(@PathParam("id") String id, @PathParam("path") String path, String content) {
        Refused.unless(gate.enter(id, headers).save(path, content));
        return new FileContent(path, content);
    }

    @DELETE
    @Path("{id}/files/{path: .+}")
    public FileList remove(@PathParam("id") String id, @PathParam("path") String path) {
        Session session = gate.enter(id, headers);
        Refused.unless(session.remove(path));
        return new FileList(session.files());
    }
}
