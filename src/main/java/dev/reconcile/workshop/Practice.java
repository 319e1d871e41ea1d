package dev.reconcile.workshop;

import java.time.Instant;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What a person has done in one exercise, in all their sessions together.
 *
 * @param started wall time at which they began it for the first time
 * @param begun how often they began it
 * @param met wall time at which they met each item for the first time, by its id
 * @param hints how many hints were shown
 * @param checks how often the work was checked
 * @param workedMillis wall milliseconds during which somebody looked and the exercise was not finished
 * @param cost points of a hundred that help has cost in the best run in which everything was met; empty if there is none
 */
public record Practice(Instant started, int begun, SortedMap<String, Instant> met, int hints, int checks, long workedMillis, OptionalLong cost) {
    public Practice {
        met = Collections.unmodifiableSortedMap(new TreeMap<>(met));
    }

    /** What a piece of a session adds to it; the same piece is added once only, so a log that is read again, or gone back to, counts no second time. */
    public record Gain(int begun, Set<String> met, int hints, int checks, long workedMillis, OptionalLong cost) {
        static final Gain BEGUN = new Gain(1, Set.of(), 0, 0, 0, OptionalLong.empty());
        static final Gain HINT = new Gain(0, Set.of(), 1, 0, 0, OptionalLong.empty());
        static final Gain CHECK = new Gain(0, Set.of(), 0, 1, 0, OptionalLong.empty());

        public Gain {
            met = Collections.unmodifiableSortedSet(new TreeSet<>(met));
        }

        static Gain met(String item) {
            return new Gain(0, Set.of(item), 0, 0, 0, OptionalLong.empty());
        }

        static Gain worked(long millis) {
            return new Gain(0, Set.of(), 0, 0, millis, OptionalLong.empty());
        }

        /** Everything is met, and help has cost so many points. */
        static Gain completed(long cost) {
            return new Gain(0, Set.of(), 0, 0, 0, OptionalLong.of(cost));
        }

        /** Whether there is more to it than time. */
        boolean isMoreThanTime() {
            return begun > 0 || !met.isEmpty() || hints > 0 || checks > 0 || cost.isPresent();
        }

        Gain plus(Gain later) {
            Set<String> all = new TreeSet<>(met);
            all.addAll(later.met);
            return new Gain(begun + later.begun, all, hints + later.hints, checks + later.checks, workedMillis + later.workedMillis,
                    LongStream.concat(cost.stream(), later.cost.stream()).min());
        }
    }
}
