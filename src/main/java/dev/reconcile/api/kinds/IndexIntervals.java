package dev.reconcile.api.kinds;

import dev.reconcile.model.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Indexes of a job as text, such as {@code 0,2-4} ({@code validateIndexesFormat}, {@code parseIndexInterval}). */
final class IndexIntervals {
    /** With upstream's text about what is wrong. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private Malformed(String message) {
            super(message);
        }
    }

    /** Both ends belong to it. */
    private record Interval(long from, long to) {
        static Interval of(String text, long completions) throws Malformed {
            String[] ends = text.split("-", -1);
            if (ends.length > 2) {
                throw new Malformed("the fragment " + JsonText.compact(text)
                        + " violates the requirement that an index interval can have at most two parts separated by '-'");
            }
            long from = index(ends[0], completions);
            long to = ends.length > 1 ? index(ends[1], completions) : from;
            if (ends.length > 1 && from >= to) {
                throw new Malformed("non-increasing order, previous: " + from + ", current: " + to);
            }
            return new Interval(from, to);
        }
    }

    private IndexIntervals() {}

    /**
     * @param completions what every index is below
     * @return how many indexes the text names; none for an empty text
     */
    static long count(String text, long completions) throws Malformed {
        long total = 0;
        long last = -1;
        for (String part : parts(text)) {
            Interval interval = Interval.of(part, completions);
            if (last >= interval.from()) {
                throw new Malformed("non-increasing order, previous: " + last + ", current: " + interval.from());
            }
            total += interval.to() - interval.from() + 1;
            last = interval.to();
        }
        return total;
    }

    /** The first index that both name, as upstream says it; what cannot be read is passed over, it is reported elsewhere. */
    static Optional<String> overlap(String completed, String failed, long completions) {
        for (Interval done : readable(completed, completions)) {
            for (Interval lost : readable(failed, completions)) {
                if (done.from() <= lost.to() && lost.from() <= done.to()) {
                    return Optional.of("failedIndexes and completedIndexes overlap at index: " + Math.max(done.from(), lost.from()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Interval> readable(String text, long completions) {
        List<Interval> readable = new ArrayList<>();
        for (String part : parts(text)) {
            try {
                readable.add(Interval.of(part, completions));
            } catch (Malformed reportedByCount) {
                continue;
            }
        }
        return readable;
    }

    private static List<String> parts(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static long index(String text, long completions) throws Malformed {
        if (!text.matches("\\+?[0-9]{1,18}")) {
            throw new Malformed("cannot convert string to integer for index: " + JsonText.compact(text));
        }
        long index = Long.parseLong(text);
        if (index >= completions) {
            throw new Malformed("too large index: " + JsonText.compact(text));
        }
        return index;
    }
}
