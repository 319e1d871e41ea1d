package dev.reconcile.web;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Library;
import dev.reconcile.workshop.Check;
import dev.reconcile.workshop.ExerciseProgress;
import dev.reconcile.workshop.Practice;
import dev.reconcile.workshop.Problem;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.Sessions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The exercise that a session is at. */
@Path("/api/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "exercises")
public class AssignmentResource {
    /**
     * @param html the exercise's text
     * @param teaches sections of the article
     * @param solution the solution's text; null until everything that is needed is met
     */
    public record ExerciseText(String id, String title, String html, long minutes, String kind, List<String> teaches, @Nullable String solution,
            @Nullable Neighbour previous, @Nullable Neighbour next, List<Neighbour> furtherExercises, List<Reading> reading) {}

    public record Neighbour(String id, String title) {}

    public record Reading(String title, String url) {}

    /** @param step item of its checklist to begin at; absent for the beginning */
    public record Choice(String exercise, @Nullable String step) {}

    public record Question(String item) {}

    /**
     * How far the session's person has come in an exercise, in all their sessions together.
     *
     * @param state new, begun or complete
     * @param met needed items that were ever met
     * @param practice null if they never began it
     */
    public record ProgressLine(String id, String title, String summary, String kind, long minutes, String state, boolean current, int met, int needed,
            @Nullable Practised practice) {}

    /**
     * See {@link Practice}; instants are RFC 3339, of the wall clock.
     *
     * @param met when each item was met for the first time
     * @param cost null if there was no run yet in which everything was met
     */
    public record Practised(String started, int begun, Map<String, String> met, int hints, int checks, long workedSeconds, @Nullable Long cost) {}

    /**
     * What would come of the work.
     *
     * @param from virtual milliseconds: the future that was played begins there
     * @param complete everything that is needed is met
     * @param cutShort more happened than a check may look at
     */
    public record CheckResult(long from, long until, boolean complete, boolean cutShort, List<CheckedItem> items, List<Check.Happened> happened) {}

    /**
     * @param before how the item stands without the future
     * @param after how it stands at the future's end
     * @param time virtual milliseconds at which it was met or failed
     */
    public record CheckedItem(String id, String title, boolean optional, boolean inFuture, String before, String after, @Nullable Long time, String found,
            String wanted) {}

    private final Sessions sessions;
    private final Gate gate;
    private final Visitors visitors;
    private final Library library;

    @Context
    HttpHeaders headers;

    public AssignmentResource(Sessions sessions, Gate gate, Visitors visitors, Library library) {
        this.sessions = sessions;
        this.gate = gate;
        this.visitors = visitors;
        this.library = library;
    }

    @GET
    @Path("{id}/exercise")
    @Operation(summary = "The text of the session's exercise in its language")
    public ExerciseText exercise(@PathParam("id") String id) {
        Session session = gate.enter(id, headers);
        String language = session.language().tag();
        Exercise exercise = session.exerciseNow().orElseThrow(() -> new Refused(new Problem(Problem.Code.EXERCISE_UNKNOWN, "")));
        boolean complete = session.narration().complete();
        List<Reading> reading = exercise.reading().stream().map(page -> new Reading(page.title().in(language), page.url().in(language))).toList();
        return new ExerciseText(exercise.id(), exercise.title().in(language), Markdown.html(exercise.text().in(language)), exercise.minutes(),
                word(exercise.kind()), exercise.teaches(), complete ? Markdown.html(exercise.solution().in(language)) : null,
                neighbour(exercise, -1, language), neighbour(exercise, 1, language), further(exercise, language), reading);
    }

    private static String word(Exercise.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private Neighbour neighbour(Exercise exercise, int distance, String language) {
        List<Exercise> all = library.all();
        int place = all.stream().map(Exercise::id).toList().indexOf(exercise.id()) + distance;
        return place < 0 || place >= all.size() ? null : new Neighbour(all.get(place).id(), all.get(place).title().in(language));
    }

    private List<Neighbour> further(Exercise exercise, String language) {
        return exercise.next().stream().map(library::get).flatMap(Optional::stream).map(each -> new Neighbour(each.id(), each.title().in(language))).toList();
    }

    @POST
    @Path("{id}/exercise")
    @Operation(summary = "Begin an exercise", description = "It begins in a new cluster with a clean home; the session's log and virtual time go on. "
            + "The exercise that the session is at begins anew. With a step, what comes before it is done for the learner, and costs what it is worth.")
    public ExerciseText begin(@PathParam("id") String id, Choice choice) {
        Refused.unless(gate.enter(id, headers).begin(choice == null ? null : choice.exercise(), choice == null ? null : choice.step()));
        return exercise(id);
    }

    @GET
    @Path("{id}/exercises")
    @Operation(summary = "All exercises, and how far the session's person has come in each, in whichever of their sessions")
    public List<ProgressLine> progress(@PathParam("id") String id) {
        Session session = gate.enter(id, headers);
        String language = session.language().tag();
        return sessions.progress(session).stream().map(each -> line(each, language)).toList();
    }

    private static ProgressLine line(ExerciseProgress progress, String language) {
        Exercise exercise = progress.exercise();
        String state = progress.complete() ? "complete" : progress.practice().isPresent() ? "begun" : "new";
        return new ProgressLine(exercise.id(), exercise.title().in(language), exercise.summary().in(language), word(exercise.kind()), exercise.minutes(),
                state, progress.current(), progress.met(), progress.needed(), progress.practice().map(AssignmentResource::practised).orElse(null));
    }

    private static Practised practised(Practice practice) {
        Map<String, String> met = new TreeMap<>();
        practice.met().forEach((item, instant) -> met.put(item, instant.toString()));
        return new Practised(practice.started().toString(), practice.begun(), met, practice.hints(), practice.checks(), practice.workedMillis() / 1000,
                practice.cost().isPresent() ? practice.cost().getAsLong() : null);
    }

    @GET
    @Path("{id}/checklist")
    @Operation(summary = "How every item stands: found, wanted, and since which entry of the log")
    public ServerMessage.Checklist checklist(@PathParam("id") String id) {
        return Checklists.message(gate.enter(id, headers));
    }

    @POST
    @Path("{id}/check")
    @Operation(summary = "Check my work", description = "Plays the exercise's future on a fork of the cluster and grades it there. "
            + "The session's own cluster and clock do not move.")
    public CheckResult check(@PathParam("id") String id) {
        Session session = gate.enter(id, headers);
        Check check = Refused.unless(session.check());
        String language = session.language().tag();
        return new CheckResult(check.from(), check.until(), check.complete(), check.cutShort(),
                check.items().stream().map(verdict -> item(verdict, language)).toList(), check.happened());
    }

    private static CheckedItem item(Check.Verdict verdict, String language) {
        return new CheckedItem(verdict.item().id(), verdict.item().title().in(language), verdict.item().optional(), verdict.item().inFuture(),
                Checklists.word(verdict.before()), Checklists.word(verdict.after()), verdict.time() == 0 ? null : verdict.time(), verdict.found(),
                verdict.item().wanted().in(language));
    }

    @POST
    @Path("{id}/branches")
    @Operation(summary = "Go back to where an item was met", description = "A second session with a token of its own goes on from there; this one stays as it is.")
    public Response branch(@PathParam("id") String id, Question question, @Context UriInfo uri, @Context HttpServerRequest request) {
        Session session = gate.enter(id, headers);
        visitors.countSession(request);
        return SessionsResource.created(Refused.unless(sessions.branch(session, question == null ? null : question.item())), uri);
    }

    @POST
    @Path("{id}/hints")
    @Operation(summary = "The next hint for an item, and what it costs")
    public ServerMessage.Hint hint(@PathParam("id") String id, Question question) {
        String item = question == null ? null : question.item();
        Session.HintShown hint = Refused.unless(gate.enter(id, headers).hint(item));
        return new ServerMessage.Hint(item, hint.tier(), hint.tiers(), hint.text(), hint.cost());
    }
}
