package dev.reconcile.api.kinds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two texts have in common, as {@code go-difflib} finds it: the longest run of equal lines, then the longest ones before and behind it.
 * In texts of 200 lines and more no run begins with a line that is there often.
 */
final class SequenceMatcher {
    private static final int LONG = 200;

    /** Lines from {@code a} of the one text and from {@code b} of the other. */
    record Run(int a, int b, int size) {}

    private final List<String> one;
    private final List<String> other;
    private final Map<String, List<Integer>> places = new TreeMap<>();

    SequenceMatcher(List<String> one, List<String> other) {
        this.one = one;
        this.other = other;
        for (int i = 0; i < other.size(); i++) {
            places.computeIfAbsent(other.get(i), none -> new ArrayList<>()).add(i);
        }
        if (other.size() >= LONG) {
            places.values().removeIf(all -> all.size() > other.size() / 100 + 1);
        }
    }

    /** In the order of the texts; neighbours are one run. */
    List<Run> runs() {
        List<Run> found = new ArrayList<>();
        find(0, one.size(), 0, other.size(), found);
        List<Run> joined = new ArrayList<>();
        for (Run run : found) {
            Run last = joined.isEmpty() ? new Run(0, 0, 0) : joined.getLast();
            if (!joined.isEmpty() && last.a() + last.size() == run.a() && last.b() + last.size() == run.b()) {
                joined.set(joined.size() - 1, new Run(last.a(), last.b(), last.size() + run.size()));
            } else {
                joined.add(run);
            }
        }
        return joined;
    }

    private void find(int fromA, int toA, int fromB, int toB, List<Run> found) {
        Run longest = longest(fromA, toA, fromB, toB);
        if (longest.size() > 0) {
            find(fromA, longest.a(), fromB, longest.b(), found);
            found.add(longest);
            find(longest.a() + longest.size(), toA, longest.b() + longest.size(), toB, found);
        }
    }

    private Run longest(int fromA, int toA, int fromB, int toB) {
        Run best = new Run(fromA, fromB, 0);
        Map<Integer, Integer> lengths = Map.of();
        for (int a = fromA; a < toA; a++) {
            Map<Integer, Integer> next = new TreeMap<>();
            for (int b : places.getOrDefault(one.get(a), List.of())) {
                if (b >= fromB && b < toB) {
                    int length = lengths.getOrDefault(b - 1, 0) + 1;
                    next.put(b, length);
                    best = length > best.size() ? new Run(a - length + 1, b - length + 1, length) : best;
                }
            }
            lengths = next;
        }
        int a = best.a();
        int b = best.b();
        while (a > fromA && b > fromB && one.get(a - 1).equals(other.get(b - 1))) {
            a--;
            b--;
        }
        int size = best.size() + best.a() - a;
        while (a + size < toA && b + size < toB && one.get(a + size).equals(other.get(b + size))) {
            size++;
        }
        return new Run(a, b, size);
    }
}
