package dev.reconcile.model;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of an API's versions is the better one ({@code apimachinery/pkg/version/helpers.go}): v2, v1, v2beta1, v1beta2, v1alpha1, then other names. */
public final class KubeVersions {
    private static final Pattern NAME = Pattern.compile("v(\\d{1,9})(?:(alpha|beta)(\\d{1,9}))?");
    private static final List<String> STAGES = List.of("alpha", "beta", "");

    /** The best first; names of another form in the order of the alphabet at the end. */
    public static final Comparator<String> BEST_FIRST = (one, other) -> {
        Matcher first = NAME.matcher(one);
        Matcher second = NAME.matcher(other);
        boolean known = first.matches();
        if (known && second.matches()) {
            return Comparator.comparingInt(KubeVersions::stage).thenComparingInt(version -> number(version, 1))
                    .thenComparingInt(version -> number(version, 3)).compare(second, first);
        }
        return known ? -1 : second.matches() ? 1 : one.compareTo(other);
    };

    private KubeVersions() {}

    private static int stage(Matcher version) {
        return STAGES.indexOf(version.group(2) == null ? "" : version.group(2));
    }

    private static int number(Matcher version, int group) {
        return version.group(group) == null ? 0 : Integer.parseInt(version.group(group));
    }
}
