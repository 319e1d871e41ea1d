package dev.reconcile.shell.tools;

import java.util.ArrayList;
import java.util.List;

/** The shortest way from one list of lines to another, after Myers' greedy algorithm. */
final class LineDiff {
    /** Beyond so many differing lines, everything between the first and the last difference counts as changed. */
    private static final int MAX_DIFFERENCES = 1_500;

    /** Lines [fromA, toA) of the old text became lines [fromB, toB) of the new; indexes start at 0. */
    record Change(int fromA, int toA, int fromB, int toB) {}

    private LineDiff() {}

    static List<Change> between(List<String> a, List<String> b) {
        int start = 0;
        while (start < a.size() && start < b.size() && a.get(start).equals(b.get(start))) {
            start++;
        }
        int end = 0;
        while (end < a.size() - start && end < b.size() - start && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
            end++;
        }
        List<int[]> kept = kept(a.subList(start, a.size() - end), b.subList(start, b.size() - end));
        List<Change> changes = new ArrayList<>();
        int atA = start;
        int atB = start;
        kept.add(new int[] {a.size() - end - start, b.size() - end - start});
        for (int[] pair : kept) {
            int nextA = pair[0] + start;
            int nextB = pair[1] + start;
            if (nextA > atA || nextB > atB) {
                changes.add(new Change(atA, nextA, atB, nextB));
            }
            atA = nextA + 1;
            atB = nextB + 1;
        }
        return changes;
    }

    /** Pairs of indexes of the lines that stay, in order. */
    private static List<int[]> kept(List<String> a, List<String> b) {
        int most = Math.min(a.size() + b.size(), MAX_DIFFERENCES);
        int[] reached = new int[2 * most + 3];
        List<int[]> history = new ArrayList<>();
        for (int d = 0; d <= most; d++) {
            history.add(reached.clone());
            for (int k = -d; k <= d; k += 2) {
                int at = k + most + 1;
                int x = k == -d || k != d && reached[at - 1] < reached[at + 1] ? reached[at + 1] : reached[at - 1] + 1;
                int y = x - k;
                while (x < a.size() && y < b.size() && a.get(x).equals(b.get(y))) {
                    x++;
                    y++;
                }
                reached[at] = x;
                if (x >= a.size() && y >= b.size()) {
                    return path(history, a.size(), b.size(), most);
                }
            }
        }
        return new ArrayList<>();
    }

    private static List<int[]> path(List<int[]> history, int endA, int endB, int most) {
        List<int[]> pairs = new ArrayList<>();
        int x = endA;
        int y = endB;
        for (int d = history.size() - 1; d >= 0; d--) {
            int[] reached = history.get(d);
            int k = x - y;
            int at = k + most + 1;
            boolean down = k == -d || k != d && reached[at - 1] < reached[at + 1];
            int beforeX = d == 0 ? 0 : down ? reached[at + 1] : reached[at - 1];
            int beforeY = d == 0 ? 0 : beforeX - (down ? k + 1 : k - 1);
            while (x > beforeX && y > beforeY) {
                pairs.add(new int[] {--x, --y});
            }
            x = beforeX;
            y = beforeY;
        }
        return new ArrayList<>(pairs.reversed());
    }
}
