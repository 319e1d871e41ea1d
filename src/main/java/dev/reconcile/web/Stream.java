package dev.reconcile.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.workshop.Answer;
import dev.reconcile.workshop.Problem;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.Sessions;
import dev.reconcile.workshop.Texts;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One WebSocket per page: the log from a cursor one way, what the learner does the other. {@link StreamGate} has checked token and origin. */
@WebSocket(path = "/api/sessions/{id}/stream")
public class Stream {
    private static final System.Logger LOG = System.getLogger(Stream.class.getName());

    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    Sessions sessions;

    @Inject
    ObjectMapper mapper;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        if (sessions.open(connection.pathParam("id")) instanceof Answer.Good<Session>(Session session)) {
            Feed feed = new Feed(connection, session, mapper, executor);
            feeds.put(connection.id(), feed);
            session.listen(feed);
        } else {
            connection.closeAndAwait();
        }
    }

    @OnTextMessage
    @RunOnVirtualThread
    void receive(String text, WebSocketConnection connection) {
        Feed feed = feeds.get(connection.id());
        if (feed == null) {
            connection.closeAndAwait();
            return;
        }
        try {
            answer(feed, needed(mapper.readValue(text, ClientMessage.class), "type"));
        } catch (JsonProcessingException e) {
            trouble(feed, Misread.problem(e));
        } catch (Refused refused) {
            trouble(feed, refused.problem());
        }
    }

    private static <T> T needed(T value, String field) {
        if (value == null) {
            throw new Refused(Problem.missing(field));
        }
        return value;
    }

    private void answer(Feed feed, ClientMessage message) {
        Session session = feed.session();
        switch (message) {
            case ClientMessage.Resume resume -> feed.begin(resume.cursor(), version);
            case ClientMessage.Command command -> told(feed, session.command(needed(command.line(), "line")));
            case ClientMessage.Input input -> session.type(needed(input.text(), "text"));
            case ClientMessage.EndInput end -> session.endInput();
            case ClientMessage.Interrupt interrupt -> session.interrupt();
            case ClientMessage.Complete complete -> {
                var found = session.complete(needed(complete.line(), "line"), complete.cursor());
                feed.send(new ServerMessage.Completion(complete.id(), found.start(), found.candidates()));
            }
            case ClientMessage.Clock clock -> told(feed, Clocks.act(session, clock));
            case ClientMessage.Save save -> told(feed, session.save(needed(save.path(), "path"), needed(save.content(), "content")));
            case ClientMessage.Remove remove -> told(feed, session.remove(needed(remove.path(), "path")));
            case ClientMessage.Rename rename -> told(feed, session.rename(needed(rename.path(), "path"), needed(rename.to(), "to")));
            case ClientMessage.Editor editor -> told(feed, session.leaveEditor(editor.saved(), editor.saved() ? needed(editor.content(), "content") : ""));
            case ClientMessage.Resize resize -> session.resize(resize.columns(), resize.rows());
            case ClientMessage.Hint hint -> hint(feed, hint.item());
            case ClientMessage.Speak speak -> told(feed, session.speak(speak.language()));
        }
    }

    private void hint(Feed feed, String item) {
        switch (feed.session().hint(item)) {
            case Answer.Good<Session.HintShown>(Session.HintShown hint) ->
                feed.send(new ServerMessage.Hint(item, hint.tier(), hint.tiers(), hint.text(), hint.cost()));
            case Answer.Bad<Session.HintShown>(Problem problem) -> trouble(feed, problem);
        }
    }

    private void told(Feed feed, Answer<?> answer) {
        if (answer instanceof Answer.Bad<?>(Problem problem)) {
            trouble(feed, problem);
        }
    }

    private void trouble(Feed feed, Problem problem) {
        feed.send(new ServerMessage.Trouble(Texts.in(feed.session().language()).problem(problem)));
    }

    @OnClose
    void close(WebSocketConnection connection) {
        Feed feed = feeds.remove(connection.id());
        if (feed != null) {
            feed.session().unlisten(feed);
        }
    }

    /** A page that went away in the middle of a frame is no error of ours; anything else is told in the server's log. */
    @OnError
    void error(WebSocketConnection connection, Throwable failure) {
        if (connection.isOpen()) {
            LOG.log(System.Logger.Level.ERROR, "A message of session " + connection.pathParam("id") + " could not be answered", failure);
            connection.closeAndAwait();
        }
    }
}
