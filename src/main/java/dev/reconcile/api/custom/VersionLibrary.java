package dev.reconcile.api.custom;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Semantic versions in CEL ({@code apiserver/pkg/cel/library/semverlib.go}). */
final class VersionLibrary {
    private static final CelType SEMVER = OpaqueType.create("kubernetes.Semver");
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TRUTH = SimpleType.BOOL;

    private static final String NUMBER = "(0|[1-9]\\d*)";
    private static final String IDENTIFIER = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
    private static final Pattern FORM = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-(" + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*))?"
            + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

    /** @param stages what stands after the dash; empty for a release */
    record Version(BigInteger major, BigInteger minor, BigInteger patch, List<String> stages, String build) implements Comparable<Version> {
        static Version of(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("No Major.Minor.Patch elements found");
            }
            return new Version(new BigInteger(form.group(1)), new BigInteger(form.group(2)), new BigInteger(form.group(3)),
                    form.group(4) == null ? List.of() : List.of(form.group(4).split("\\.")), form.group(5) == null ? "" : form.group(5));
        }

        /** The build does not count. */
        @Override
        public int compareTo(Version other) {
            int numbers = major.compareTo(other.major) != 0 ? major.compareTo(other.major)
                    : minor.compareTo(other.minor) != 0 ? minor.compareTo(other.minor) : patch.compareTo(other.patch);
            if (numbers != 0 || stages.isEmpty() || other.stages.isEmpty()) {
                return numbers != 0 ? numbers : Boolean.compare(stages.isEmpty(), other.stages.isEmpty());
            }
            for (int i = 0; i < Math.min(stages.size(), other.stages.size()); i++) {
                int order = order(stages.get(i), other.stages.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(stages.size(), other.stages.size());
        }

        /** Numbers come before words. */
        private static int order(String one, String other) {
            boolean number = one.matches("\\d+");
            boolean otherNumber = other.matches("\\d+");
            return number && otherNumber ? new BigInteger(one).compareTo(new BigInteger(other))
                    : number != otherNumber ? Boolean.compare(otherNumber, number) : one.compareTo(other);
        }
    }

    private VersionLibrary() {}

    static void declare(FunctionTable functions) {
        functions.global("isSemver", TRUTH, TEXT, String.class, VersionLibrary::isVersion);
        functions.global("isSemver", TRUTH, TEXT, TRUTH, String.class, Boolean.class, (text, loose) -> isVersion(loose ? normal(text) : text));
        functions.global("semver", SEMVER, TEXT, String.class, Version::of);
        functions.global("semver", SEMVER, TEXT, TRUTH, String.class, Boolean.class, (text, loose) -> Version.of(loose ? normal(text) : text));
        functions.member("major", SimpleType.INT, SEMVER, Version.class, version -> version.major().longValue());
        functions.member("minor", SimpleType.INT, SEMVER, Version.class, version -> version.minor().longValue());
        functions.member("patch", SimpleType.INT, SEMVER, Version.class, version -> version.patch().longValue());
        functions.member("isGreaterThan", TRUTH, SEMVER, SEMVER, Version.class, Version.class, (a, b) -> a.compareTo(b) > 0);
        functions.member("isLessThan", TRUTH, SEMVER, SEMVER, Version.class, Version.class, (a, b) -> a.compareTo(b) < 0);
        functions.member("compareTo", SimpleType.INT, SEMVER, SEMVER, Version.class, Version.class, (a, b) -> (long) Integer.signum(a.compareTo(b)));
    }

    private static boolean isVersion(String text) {
        return FORM.matcher(text).matches();
    }

    /** Without a leading v and leading zeros, with zeros for what is missing. */
    private static String normal(String text) {
        String bare = text.startsWith("v") ? text.substring(1) : text;
        int end = 0;
        while (end < bare.length() && "+-".indexOf(bare.charAt(end)) < 0) {
            end++;
        }
        StringBuilder numbers = new StringBuilder();
        String[] parts = bare.substring(0, end).split("\\.", -1);
        for (int i = 0; i < Math.max(3, parts.length); i++) {
            String part = i < parts.length ? parts[i] : "0";
            numbers.append(i == 0 ? "" : ".").append(part.matches("0+\\d+") ? part.replaceFirst("^0+(?=\\d)", "") : part);
        }
        return numbers + bare.substring(end);
    }
}
