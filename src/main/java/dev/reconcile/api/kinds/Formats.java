package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Values with a form of their own. Most methods give what is wrong, in upstream's words
 * ({@code apimachinery/pkg/util/validation/validation.go}); nothing if all is well.
 */
final class Formats {
    private static final int PORT_NAME_BYTES = 15;
    private static final int LAST_PORT = 65_535;
    private static final int KEY_BYTES = 253;
    private static final long LAST_ID = 0xffffffffL;

    private static final Pattern PORT_NAME = Pattern.compile("[-a-z0-9]+");
    private static final Pattern LETTER = Pattern.compile("[a-z]");
    private static final Pattern PERCENT = Pattern.compile("[0-9]+%");
    private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final Pattern ENV_NAME = Pattern.compile("[ -<>-~]*");
    private static final Pattern SEARCH = Pattern.compile("_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*");
    private static final Pattern REASON = Pattern.compile("[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?");
    private static final Pattern HEADER = Pattern.compile("[-A-Za-z0-9]+");
    private static final Pattern HTTP_PATH = Pattern.compile("[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+");
    private static final Pattern WILDCARD = Pattern.compile("\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]+(\\d+\\.\\d+\\.\\d+\\.\\d+)?");

    private Formats() {}

    static List<String> portName(String name) {
        List<String> wrong = new ArrayList<>();
        if (name.length() > PORT_NAME_BYTES) {
            wrong.add("must be no more than " + PORT_NAME_BYTES + " bytes");
        }
        if (!PORT_NAME.matcher(name).matches()) {
            wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (!LETTER.matcher(name).find()) {
            wrong.add("must contain at least one letter (a-z)");
        }
        if (name.contains("--")) {
            wrong.add("must not contain consecutive hyphens");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            wrong.add("must not begin or end with a hyphen");
        }
        return wrong;
    }

    static List<String> port(long number) {
        return range(number, 1, LAST_PORT);
    }

    /** A user or group of Linux. */
    static List<String> id(long number) {
        return range(number, 0, LAST_ID);
    }

    static List<String> range(long number, long from, long to) {
        return number >= from && number <= to ? List.of() : List.of("must be between " + from + " and " + to + ", inclusive");
    }

    static List<String> percent(String text) {
        return PERCENT.matcher(text).matches() ? List.of() : List.of("a valid percent string must be a numeric string followed by an ending '%'"
                + " (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
    }

    static List<String> configKey(String key) {
        List<String> wrong = new ArrayList<>();
        if (key.length() > KEY_BYTES) {
            wrong.add("must be no more than " + KEY_BYTES + " bytes");
        }
        if (!CONFIG_KEY.matcher(key).matches()) {
            wrong.add("a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name',"
                    + " regex used for validation is '[-._a-zA-Z0-9]+')");
        }
        wrong.addAll(directory(key));
        return wrong;
    }

    private static List<String> directory(String key) {
        return switch (key) {
            case "." -> List.of("must not be '.'");
            case ".." -> List.of("must not be '..'");
            default -> key.startsWith("..") ? List.of("must not start with '..'") : List.of();
        };
    }

    /** Anything printable but the equals sign ({@code IsRelaxedEnvVarName}). */
    static List<String> envName(String name) {
        return ENV_NAME.matcher(name).matches()
                ? List.of()
                : List.of("a valid environment variable name must consist only of printable ASCII characters other than '='");
    }

    static List<String> reason(String reason) {
        return REASON.matcher(reason).matches() ? List.of() : List.of("a condition reason must start with alphabetic character, optionally followed by"
                + " a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',"
                + "  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '" + REASON.pattern() + "')");
    }

    /** A domain whose labels may begin with an underscore ({@code IsDNS1123SubdomainWithUnderscore}). */
    static List<String> searchDomain(String domain) {
        List<String> wrong = new ArrayList<>();
        if (domain.length() > KEY_BYTES) {
            wrong.add("must be no more than " + KEY_BYTES + " bytes");
        }
        if (!SEARCH.matcher(domain).matches()) {
            wrong.add("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an"
                    + " alphanumeric character (e.g. 'example.com', regex used for validation is '" + SEARCH.pattern() + "')");
        }
        return wrong;
    }

    static List<String> header(String name) {
        return HEADER.matcher(name).matches() ? List.of() : List.of(
                "a valid HTTP header must consist of alphanumeric characters or '-'"
                        + " (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')");
    }

    /** Such as {@code acme.io/foo} ({@code IsDomainPrefixedPath}). */
    static void domainPath(String text, String field, Problems problems) {
        if (text.isEmpty()) {
            problems.required(field, "");
            return;
        }
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            problems.invalid(field, text, "must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }
        String host = text.substring(0, slash);
        String path = text.substring(slash + 1);
        Checks.wrong(Names.subdomain(host), field, host, problems);
        if (!HTTP_PATH.matcher(path).matches()) {
            problems.invalid(field, path, "Invalid path (regex used for validation is '" + HTTP_PATH.pattern() + "')");
        }
    }

    /** Such as {@code *.example.com} ({@code IsWildcardDNS1123Subdomain}). */
    static List<String> wildcard(String host) {
        List<String> wrong = new ArrayList<>();
        if (host.length() > KEY_BYTES) {
            wrong.add("must be no more than " + KEY_BYTES + " bytes");
        }
        if (!WILDCARD.matcher(host).matches()) {
            wrong.add("a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric"
                    + " characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '"
                    + WILDCARD.pattern() + "')");
        }
        return wrong;
    }

    /** Such as {@code 10.0.0.0/8} ({@code IsValidCIDR}). */
    static List<String> addressRange(String text) {
        int slash = text.indexOf('/');
        boolean valid = slash > 0 && address(text.substring(0, slash)).isEmpty() && text.substring(slash + 1).matches("\\d{1,3}")
                && Integer.parseInt(text.substring(slash + 1)) <= (text.contains(":") ? 128 : 32);
        return valid ? List.of() : List.of("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
    }

    static List<String> address(String text) {
        var parts = IPV4.matcher(text);
        boolean four = parts.matches();
        for (int i = 1; four && i <= 4; i++) {
            four = Integer.parseInt(parts.group(i)) <= 255;
        }
        return four || IPV6.matcher(text).matches() ? List.of() : List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }

    /** Addresses that mean something else on each machine ({@code ValidateNonSpecialIP}). @param text an address */
    static List<String> specialAddress(String text) {
        List<String> wrong = new ArrayList<>();
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.equals("0.0.0.0") || text.contains(":") && !lower.matches(".*[1-9a-f].*")) {
            wrong.add("may not be unspecified (" + text + ")");
        }
        if (text.startsWith("127.") || lower.matches("[0:]*:0*1")) {
            wrong.add("may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }
        if (text.startsWith("169.254.") || lower.matches("fe[89ab][0-9a-f]?:.*")) {
            wrong.add("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        }
        if (text.startsWith("224.0.0.") || lower.matches("ff[0-9a-f]2:.*")) {
            wrong.add("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }
        return wrong;
    }
}
