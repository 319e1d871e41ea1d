package dev.reconcile.controllers;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A set of completion indexes, as a Job's status writes it: {@code 1,3-5,7} ({@code pkg/controller/job/indexed_job_utils.go}). */
record Indexes(BitSet bits) {

    static Indexes none() {
        return new Indexes(new BitSet());
    }

    /** Those of a text that are below the number of completions; what cannot be read is left out. */
    static Indexes parse(String text, int completions) {
        BitSet bits = new BitSet();
        for (String interval : text.split(",")) {
            if (interval.matches("\\d{1,9}(-\\d{1,9})?")) {
                String[] ends = interval.split("-");
                int first = Integer.parseInt(ends[0]);
                int last = Math.min(Integer.parseInt(ends[ends.length - 1]), completions - 1);
                if (first <= last) {
                    bits.set(first, last + 1);
                }
            }
        }
        return new Indexes(bits);
    }

    Indexes with(Indexes more) {
        BitSet union = (BitSet) bits.clone();
        union.or(more.bits);
        return new Indexes(union);
    }

    boolean has(int index) {
        return bits.get(index);
    }

    int total() {
        return bits.cardinality();
    }

    int common(Indexes other) {
        BitSet both = (BitSet) bits.clone();
        both.and(other.bits);
        return both.cardinality();
    }

    /** The lowest numbers that are not among these. */
    List<Integer> firstMissing(int count, int completions) {
        List<Integer> missing = new ArrayList<>();
        for (int i = bits.nextClearBit(0); i < completions && missing.size() < count; i = bits.nextClearBit(i + 1)) {
            missing.add(i);
        }
        return missing;
    }

    /** Intervals, the lowest first; two neighbours are written one by one. */
    String text() {
        List<String> intervals = new ArrayList<>();
        for (int first = bits.nextSetBit(0); first >= 0; ) {
            int last = bits.nextClearBit(first) - 1;
            intervals.add(last == first ? "" + first : first + (last == first + 1 ? "," : "-") + last);
            first = bits.nextSetBit(last + 1);
        }
        return String.join(",", intervals);
    }
}
