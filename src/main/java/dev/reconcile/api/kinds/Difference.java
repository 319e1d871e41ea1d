package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Two objects of an internal type as upstream tells them apart: a unified diff of their JSON ({@code apimachinery/pkg/util/diff}). */
final class Difference {
    private static final int CONTEXT = 3;

    /** Lines [fromA, toA) of the one text and [fromB, toB) of the other. */
    private record Part(boolean equal, int fromA, int toA, int fromB, int toB) {
        /** What of a run of equal lines stands before or behind a change. */
        Part last() {
            return new Part(true, Math.max(fromA, toA - CONTEXT), toA, Math.max(fromB, toB - CONTEXT), toB);
        }

        Part first() {
            return new Part(true, fromA, Math.min(toA, fromA + CONTEXT), fromB, Math.min(toB, fromB + CONTEXT));
        }
    }

    private Difference() {}

    /** @param type a type of {@code internal-types.txt} */
    static String of(String type, Json old, Json now) {
        return unified(lines(type, old), lines(type, now));
    }

    private static List<String> lines(String type, Json object) {
        return InternalTypes.escaped(JsonText.indented(InternalTypes.of(type, object), " ")).lines().toList();
    }

    static String unified(List<String> a, List<String> b) {
        StringBuilder text = new StringBuilder();
        for (List<Part> hunk : hunks(parts(a, b))) {
            text.append("@@ -").append(range(hunk.getFirst().fromA(), hunk.getLast().toA()))
                    .append(" +").append(range(hunk.getFirst().fromB(), hunk.getLast().toB())).append(" @@\n");
            for (Part part : hunk) {
                a.subList(part.fromA(), part.toA()).forEach(line -> text.append(part.equal() ? ' ' : '-').append(line).append('\n'));
                List<String> added = part.equal() ? List.of() : b.subList(part.fromB(), part.toB());
                added.forEach(line -> text.append('+').append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private static String range(int from, int to) {
        int length = to - from;
        return length == 1 ? Integer.toString(from + 1) : (length == 0 ? from : from + 1) + "," + length;
    }

    private static List<Part> parts(List<String> a, List<String> b) {
        List<Part> parts = new ArrayList<>();
        int atA = 0;
        int atB = 0;
        List<SequenceMatcher.Run> runs = new ArrayList<>(new SequenceMatcher(a, b).runs());
        runs.add(new SequenceMatcher.Run(a.size(), b.size(), 0));
        for (SequenceMatcher.Run run : runs) {
            if (atA < run.a() || atB < run.b()) {
                parts.add(new Part(false, atA, run.a(), atB, run.b()));
            }
            atA = run.a() + run.size();
            atB = run.b() + run.size();
            if (run.size() > 0) {
                parts.add(new Part(true, run.a(), atA, run.b(), atB));
            }
        }
        return parts;
    }

    /** Changes with the lines around them; those with few lines between them are together. */
    private static List<List<Part>> hunks(List<Part> parts) {
        List<List<Part>> hunks = new ArrayList<>();
        List<Part> hunk = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean first = i == 0;
            boolean last = i == parts.size() - 1;
            if (!part.equal()) {
                hunk.add(part);
            } else if (first || last) {
                hunk.add(first ? part.last() : part.first());
            } else if (part.toA() - part.fromA() > 2 * CONTEXT) {
                hunk.add(part.first());
                hunks.add(hunk);
                hunk = new ArrayList<>(List.of(part.last()));
            } else {
                hunk.add(part);
            }
        }
        hunks.add(hunk);
        return hunks.stream().filter(each -> IntStream.range(0, each.size()).anyMatch(i -> !each.get(i).equal())).toList();
    }
}
