package dev.reconcile.api.kinds;

import dev.reconcile.model.JsonText;

/** Indexes of a job as text, such as {@code 0,2-4} ({@code validateIndexesFormat}, {@code parseIndexInterval}). */
final class IndexIntervals {
    /** With upstream's text about what is wrong. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private Malformed(String message) {
            super(message);
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
        boolean first = true;
        for (String interval : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] ends = interval.split("-", -1);
            if (ends.length > 2) {
                throw new Malformed("the fragment " + JsonText.compact(interval)
                        + " violates the requirement that an index interval can have at most two parts separated by '-'");
            }
            long from = index(ends[0], completions);
            long to = ends.length > 1 ? index(ends[1], completions) : from;
            if (ends.length > 1 && from >= to) {
                throw new Malformed("non-increasing order, previous: " + from + ", current: " + to);
            }
            if (!first && last >= from) {
                throw new Malformed("non-increasing order, previous: " + last + ", current: " + from);
            }
            first = false;
            total += to - from + 1;
            last = to;
        }
        return total;
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
