package dev.reconcile.shell.net;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes.
 *
 * @param path with its query, begins with a slash
 */
record Url(boolean secure, String host, int port, String path) {
    private static final Pattern FORM = Pattern.compile("(?:(?<scheme>https?)://)?(?:[^/@]*@)?(?<host>[^/:?#]+)(?::(?<port>\\d{1,5}))?(?<path>[/?][^#]*)?(?:#.*)?");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LAST_PORT = 65_535;

    /** Empty for what is no address of the Web. */
    static Optional<Url> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean secure = "https".equals(form.group("scheme"));
        int port = form.group("port") == null ? secure ? HTTPS : HTTP : Integer.parseInt(form.group("port"));
        String path = form.group("path") == null ? "/" : form.group("path");
        return port > LAST_PORT ? Optional.empty() : Optional.of(new Url(secure, form.group("host"), port, path.startsWith("/") ? path : "/" + path));
    }

    /** As the header Host has it: the port only where it is not the usual one. */
    String authority() {
        return port == (secure ? HTTPS : HTTP) ? host : host + ":" + port;
    }

    /** The last part of the path, or {@code otherwise}. */
    String fileName(String otherwise) {
        String file = path.replaceFirst("\\?.*$", "");
        String last = file.substring(file.lastIndexOf('/') + 1);
        return last.isEmpty() ? otherwise : last;
    }
}
