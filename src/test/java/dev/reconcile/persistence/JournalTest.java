package dev.reconcile.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.workshop.Journal;
import dev.reconcile.workshop.Journal.Chunk;
import dev.reconcile.workshop.Journal.Opening;
import dev.reconcile.workshop.Journal.TakenOver;
import dev.reconcile.workshop.Practice;
import dev.reconcile.workshop.Practice.Gain;
import dev.reconcile.workshop.SessionRecord;
import dev.reconcile.workshop.Token;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@WithTestResource(TestDatabase.class)
@Timeout(60)
class JournalTest {
    @Inject
    Journal journal;

    @Inject
    DataSource dataSource;

    EmbeddedPostgres database;
    NodeNumber otherNode;
    Journal elsewhere;

    @BeforeEach
    void aSecondProcess() {
        otherNode = new NodeNumber(dataSource);
        elsewhere = new PostgresJournal(otherNode);
    }

    @AfterEach
    void theSecondProcessEnds() {
        otherNode.giveUp();
    }

    @Test
    void a_session_comes_back_as_it_was_left() {
        SessionRecord session = created("민지", "ko");
        journal.append(session.id(), 1, new Chunk(1, 3, bytes("one to three")), bytes("tail 3"));
        journal.append(session.id(), 1, new Chunk(4, 4, bytes("four")), bytes("tail 4"));

        Opening.Opened opened = opened(journal, session);
        assertThat(opened.session()).isEqualTo(session);
        assertThat(opened.epoch()).isEqualTo(2);
        assertThat(opened.position()).isEqualTo(4);
        assertThat(texts(opened.chunks())).containsExactly("1-3 one to three", "4-4 four");
        assertThat(text(opened.tail())).isEqualTo("tail 4");
    }

    @Test
    void a_session_without_entries_opens_at_position_zero() {
        SessionRecord session = created("Ada", "en");
        assertThat(opened(journal, session).position()).isZero();
        assertThat(text(opened(journal, session).tail())).isEqualTo("tail 0");
    }

    @Test
    void what_does_not_exist_is_unknown() {
        assertThat(journal.open("no-such-session")).isEqualTo(new Opening.Unknown());
        assertThat(journal.find("no-such-session")).isEmpty();
        assertThat(journal.person("Ada", List.of(new Token("no such token")))).isEmpty();
    }

    @Test
    void tokens_tell_who_somebody_is_and_are_not_kept_themselves() {
        Token first = Token.fresh();
        Token second = Token.fresh();
        SessionRecord session = created(journal, UUID.randomUUID(), "Ada", "en", first);
        SessionRecord other = created(journal, UUID.randomUUID(), "Jisu", "ko", second);
        assertThat(journal.person("Ada", List.of(second, first))).contains(session.person());
        assertThat(journal.person("Jisu", List.of(second, first))).contains(other.person());
        assertThat(journal.person("Ada", List.of(second))).isEmpty();
        assertThat(journal.person("Ada", List.of())).isEmpty();
        assertThat(session.tokenHash()).hasSize(64).doesNotContain(first.text());
    }

    @Test
    void what_sessions_of_a_person_gain_adds_up() {
        SessionRecord one = created("Ada", "en");
        SessionRecord two = created(elsewhere, one.person(), "Ada", "ko", Token.fresh());
        SessionRecord stranger = created("Ada", "en");
        Instant before = now();
        journal.append(one.id(), 1, new Chunk(1, 1, bytes("one")), bytes(""), gains("web", new Gain(1, Set.of("made"), 2, 0, 5_000, OptionalLong.empty())));
        Practice first = journal.practice(one.person()).get("web");
        elsewhere.append(two.id(), 1, new Chunk(1, 1, bytes("one")), bytes(""), gains("web", new Gain(1, Set.of("made", "calm"), 1, 3, 0, OptionalLong.of(15))));
        elsewhere.keepTail(two.id(), 1, bytes(""), gains("web", new Gain(0, Set.of(), 0, 0, 2_000, OptionalLong.of(20))));

        Practice both = journal.practice(two.person()).get("web");
        assertThat(both.started()).isEqualTo(first.started()).isAfterOrEqualTo(before);
        assertThat(both.met()).containsOnlyKeys("calm", "made").containsEntry("made", first.met().get("made"));
        assertThat(List.of(both.begun(), both.hints(), both.checks(), both.workedMillis(), both.cost()))
                .isEqualTo(List.of(2, 3, 3, 7_000L, OptionalLong.of(15)));
        assertThat(journal.practice(stranger.person())).isEmpty();
    }

    @Test
    void a_gain_whose_answer_was_lost_or_that_comes_from_a_late_writer_does_not_count_again() {
        SessionRecord session = created("Ada", "en");
        Chunk chunk = new Chunk(1, 1, bytes("one"));
        Gain begun = new Gain(1, Set.of(), 0, 0, 0, OptionalLong.empty());
        journal.append(session.id(), 1, chunk, bytes(""), gains("web", begun));
        journal.append(session.id(), 1, chunk, bytes(""), gains("web", begun));
        opened(journal, session);
        assertThatThrownBy(() -> journal.append(session.id(), 1, new Chunk(2, 2, bytes("late")), bytes(""), gains("web", begun)))
                .isInstanceOf(TakenOver.class);
        assertThat(journal.practice(session.person()).get("web").begun()).isEqualTo(1);
    }

    private static SortedMap<String, Gain> gains(String exercise, Gain gain) {
        return new TreeMap<>(Map.of(exercise, gain));
    }

    @Test
    void the_newest_sessions_come_first() {
        SessionRecord older = created("older", "en");
        SessionRecord newer = created("newer", "en");
        assertThat(journal.newest(1)).containsExactly(newer);
        assertThat(journal.newest(2)).containsExactly(newer, older);
    }

    @Test
    void a_writer_whose_epoch_has_passed_is_refused_and_changes_nothing() {
        SessionRecord session = created("Ada", "en");
        journal.append(session.id(), 1, new Chunk(1, 1, bytes("one")), bytes("tail 1"));
        opened(journal, session);

        assertThatThrownBy(() -> journal.append(session.id(), 1, new Chunk(2, 2, bytes("late")), bytes("late"))).isInstanceOf(TakenOver.class);
        assertThatThrownBy(() -> journal.keepTail(session.id(), 1, bytes("late"))).isInstanceOf(TakenOver.class);
        assertThatThrownBy(() -> journal.compact(session.id(), 1, new Chunk(1, 1, bytes("late")))).isInstanceOf(TakenOver.class);
        journal.release(session.id(), 1);

        assertThat(elsewhere.open(session.id())).isInstanceOf(Opening.HeldElsewhere.class);
        Opening.Opened opened = opened(journal, session);
        assertThat(texts(opened.chunks())).containsExactly("1-1 one");
        assertThat(text(opened.tail())).isEqualTo("tail 1");
    }

    @Test
    void another_process_gets_the_session_only_after_it_was_released() {
        SessionRecord session = created("Ada", "en");
        assertThat(elsewhere.open(session.id())).isInstanceOf(Opening.HeldElsewhere.class);
        journal.append(session.id(), 1, new Chunk(1, 1, bytes("the refused one did no harm")), bytes("tail 1"));

        journal.release(session.id(), 1);
        long epoch = opened(elsewhere, session).epoch();
        elsewhere.append(session.id(), epoch, new Chunk(2, 2, bytes("two")), bytes("tail 2"));

        assertThat(journal.open(session.id())).isInstanceOf(Opening.HeldElsewhere.class);
        assertThatThrownBy(() -> journal.append(session.id(), 1, new Chunk(2, 2, bytes("late")), bytes(""))).isInstanceOf(TakenOver.class);
    }

    @Test
    void the_sessions_of_a_process_that_died_can_be_taken_over_at_once() {
        SessionRecord session = created(elsewhere, "Ada", "en");
        elsewhere.append(session.id(), 1, new Chunk(1, 1, bytes("one")), bytes("tail 1"));
        assertThat(journal.open(session.id())).isInstanceOf(Opening.HeldElsewhere.class);

        otherNode.giveUp();

        assertThat(texts(opened(journal, session).chunks())).containsExactly("1-1 one");
        assertThatThrownBy(() -> elsewhere.append(session.id(), 1, new Chunk(2, 2, bytes("late")), bytes(""))).isInstanceOf(TakenOver.class);
    }

    @Test
    void of_two_processes_that_open_at_the_same_time_exactly_one_succeeds() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                SessionRecord session = created("Ada", "en");
                journal.release(session.id(), 1);
                List<Callable<Opening>> both = List.of(() -> journal.open(session.id()), () -> elsewhere.open(session.id()));
                int winners = 0;
                for (Future<Opening> opening : threads.invokeAll(both)) {
                    winners += opening.get() instanceof Opening.Opened ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        }
    }

    @Test
    void a_chunk_that_leaves_a_gap_or_comes_twice_with_other_bounds_is_a_mistake() {
        SessionRecord session = created("Ada", "en");
        journal.append(session.id(), 1, new Chunk(1, 2, bytes("one, two")), bytes(""));
        assertThatThrownBy(() -> journal.append(session.id(), 1, new Chunk(4, 4, bytes("four")), bytes("")))
                .hasMessageContaining("position 2").hasMessageContaining("from 4 to 4 does not follow");
        assertThatThrownBy(() -> journal.append(session.id(), 1, new Chunk(2, 2, bytes("two")), bytes("")))
                .hasMessageContaining("does not follow");
    }

    @Test
    void an_append_whose_answer_was_lost_may_be_repeated() {
        SessionRecord session = created("Ada", "en");
        Chunk chunk = new Chunk(1, 2, bytes("one, two"));
        journal.append(session.id(), 1, chunk, bytes("tail 2"));
        journal.append(session.id(), 1, chunk, bytes("tail 2"));
        assertThat(texts(opened(journal, session).chunks())).containsExactly("1-2 one, two");
    }

    @Test
    void the_tail_alone_can_move_on() {
        SessionRecord session = created("Ada", "en");
        journal.keepTail(session.id(), 1, bytes("paused"));
        assertThat(text(opened(journal, session).tail())).isEqualTo("paused");
    }

    @Test
    void many_chunks_become_one_and_the_rest_stays() {
        SessionRecord session = created("Ada", "en");
        for (int position = 1; position <= 5; position++) {
            journal.append(session.id(), 1, new Chunk(position, position, bytes("#" + position)), bytes(""));
        }
        journal.compact(session.id(), 1, new Chunk(2, 4, bytes("#2 to #4")));
        assertThat(texts(opened(journal, session).chunks())).containsExactly("1-1 #1", "2-4 #2 to #4", "5-5 #5");
        assertThatThrownBy(() -> journal.compact(session.id(), 2, new Chunk(3, 5, bytes("half a chunk"))))
                .hasMessageContaining("cover exactly 3 to 5");
    }

    @Test
    void large_chunks_and_tails_come_back_byte_for_byte() {
        SessionRecord session = created("Ada", "en");
        byte[] large = new byte[20_000_000];
        new Random(1).nextBytes(large);
        byte[] tail = Arrays.copyOf(large, 2_000_000);
        journal.append(session.id(), 1, new Chunk(1, 100_000, large), tail);
        Opening.Opened opened = opened(journal, session);
        assertThat(opened.chunks().getFirst().entries()).isEqualTo(large);
        assertThat(opened.tail()).isEqualTo(tail);
    }

    @Test
    void a_database_that_is_killed_delays_an_append_but_loses_nothing() throws Exception {
        SessionRecord session = created("Ada", "en");
        journal.append(session.id(), 1, new Chunk(1, 1, bytes("before")), bytes("tail 1"));
        new ProcessBuilder("kill", "-9", String.valueOf(database.process().orElseThrow())).start().waitFor();

        journal.append(session.id(), 1, new Chunk(2, 2, bytes("after")), bytes("tail 2"));

        assertThat(texts(opened(journal, session).chunks())).containsExactly("1-1 before", "2-2 after");
    }

    private SessionRecord created(String name, String language) {
        return created(journal, name, language);
    }

    private static SessionRecord created(Journal journal, String name, String language) {
        return created(journal, UUID.randomUUID(), name, language, Token.fresh());
    }

    private static SessionRecord created(Journal journal, UUID person, String name, String language, Token token) {
        SessionRecord session = new SessionRecord(UUID.randomUUID().toString(), person, name, language, token.hash(), now(), "first-deployment");
        journal.create(session, bytes("tail 0"));
        return session;
    }

    private static Opening.Opened opened(Journal journal, SessionRecord session) {
        Opening opening = journal.open(session.id());
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return (Opening.Opened) opening;
    }

    private static List<String> texts(List<Chunk> chunks) {
        return chunks.stream().map(chunk -> chunk.first() + "-" + chunk.last() + " " + text(chunk.entries())).toList();
    }

    /** PostgreSQL keeps microseconds. */
    private static Instant now() {
        return Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
