package dev.reconcile.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.store.Entry;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.Texts;
import io.quarkus.websockets.next.WebSocketConnection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings one page up to date, again and again. It holds no queue: when the session has news, the feed reads the log from where the page is, one
 * frame at a time, and goes on after the frame before was taken. A slow page gets fewer, larger frames.
 */
final class Feed implements Session.Listener {
    private static final int ENTRIES_A_FRAME = 300;

    private final WebSocketConnection connection;
    private final Session session;
    private final ObjectMapper mapper;
    private final Executor executor;
    private final AtomicInteger news = new AtomicInteger();
    private volatile boolean begun;
    private long cursor;
    private ServerMessage.Clock clock;
    private ServerMessage.Busy busy;
    private ServerMessage.Checklist checklist;
    private String editing;

    Feed(WebSocketConnection connection, Session session, ObjectMapper mapper, Executor executor) {
        this.connection = connection;
        this.session = session;
        this.mapper = mapper;
        this.executor = executor;
    }

    Session session() {
        return session;
    }

    /** The page has said what it has; a cursor beyond the log's end starts over. */
    void begin(long from, String version) {
        synchronized (this) {
            cursor = from < 0 || from > session.position() ? 0 : from;
            clock = null;
            busy = null;
            checklist = null;
            editing = null;
            send(new ServerMessage.Hello(session.record().id(), session.record().name(), session.language().tag(), version, session.position(),
                    session.exercise()));
        }
        begun = true;
        changed();
    }

    @Override
    public void changed() {
        if (begun && news.getAndIncrement() == 0) {
            executor.execute(this::catchUp);
        }
    }

    private void catchUp() {
        int seen;
        do {
            seen = news.get();
            synchronized (this) {
                sendNews();
            }
        } while (news.addAndGet(-seen) != 0);
    }

    private void sendNews() {
        WireEntries wire = new WireEntries(Texts.in(session.language()));
        for (List<Entry> next = session.entries(cursor, ENTRIES_A_FRAME); !next.isEmpty(); next = session.entries(cursor, ENTRIES_A_FRAME)) {
            send(new ServerMessage.Entries(next.stream().map(wire::of).toList()));
            cursor = next.getLast().position();
        }
        ServerMessage.Checklist freshChecklist = Checklists.message(session);
        if (!freshChecklist.equals(checklist)) {
            checklist = freshChecklist;
            send(checklist);
        }
        ServerMessage.Busy freshBusy = new ServerMessage.Busy(session.busy());
        if (!freshBusy.equals(busy)) {
            busy = freshBusy;
            send(busy);
        }
        ServerMessage.Clock freshClock = Clocks.message(session.clock());
        if (!freshClock.equals(clock)) {
            clock = freshClock;
            send(clock);
        }
        String freshEditing = session.editing().orElse(null);
        if (!Objects.equals(freshEditing, editing)) {
            editing = freshEditing;
            if (editing != null) {
                send(new ServerMessage.Editor(editing, session.text(editing)));
            }
        }
    }

    void send(ServerMessage message) {
        if (!connection.isOpen()) {
            return;
        }
        try {
            connection.sendTextAndAwait(text(message));
        } catch (RuntimeException e) {
            // A page may go away while it is being told something: nobody is there to miss it.
            if (connection.isOpen()) {
                throw e;
            }
        }
    }

    private String text(ServerMessage message) {
        try {
            return mapper.writerFor(ServerMessage.class).writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of ours cannot be written", e);
        }
    }
}
