package dev.reconcile.kubectl.call;

import dev.reconcile.model.JsonPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code --sort-by}: objects in the order of a field ({@code kubectl/pkg/cmd/get/sorter.go}). */
public final class Sorting {
    private record Keyed(Selection.Found found, Object key) {}

    private Sorting() {}

    public static List<Selection.Found> by(String expression, List<Selection.Found> objects) throws CommandFailure {
        List<Keyed> keyed = new ArrayList<>();
        boolean some = objects.isEmpty();
        try {
            JsonPath path = JsonPath.relaxed(expression);
            for (Selection.Found found : objects) {
                List<Object> values = path.values(found.object().tree());
                some |= !values.isEmpty();
                keyed.add(new Keyed(found, values.isEmpty() ? null : values.getFirst()));
            }
        } catch (JsonPath.Bad e) {
            throw CommandFailure.error(e.getMessage());
        }
        if (!some) {
            String shown = expression.startsWith("{") ? expression : "{" + (expression.startsWith(".") ? "" : ".") + expression + "}";
            throw CommandFailure.error("couldn't find any field with path \"" + shown + "\" in the list of objects");
        }
        keyed.sort(Comparator.comparing(Keyed::key, Comparator.nullsFirst(Sorting::compare)));
        return keyed.stream().map(Keyed::found).toList();
    }

    private static int compare(Object a, Object b) {
        if (a instanceof Number left && b instanceof Number right) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        return natural(a.toString(), b.toString());
    }

    /** Digits compare as numbers: {@code web-2} comes before {@code web-10}. */
    static int natural(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (Character.isDigit(a.charAt(i)) && Character.isDigit(b.charAt(j))) {
                int endA = digits(a, i);
                int endB = digits(b, j);
                int order = new java.math.BigInteger(a.substring(i, endA)).compareTo(new java.math.BigInteger(b.substring(j, endB)));
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else if (a.charAt(i) != b.charAt(j)) {
                return Character.compare(a.charAt(i), b.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
