package dev.reconcile.shell.net;

import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import dev.reconcile.shell.Invocation;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What curl says about a transfer besides its content: the progress meter, the conversation, {@code --write-out}. */
final class Transfer {
    private static final Pattern PLACE = Pattern.compile("%\\{(\\w+)}|\\\\([nrt])");
    private static final String METER = """
              % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                             Dload  Upload   Total   Spent    Left  Speed
            """;
    private static final int KIBI = 1024;
    private static final int WIDEST_NUMBER = 99_999;

    private final Invocation invocation;
    private final Exchange exchange;

    Transfer(Invocation invocation, Exchange exchange) {
        this.invocation = invocation;
        this.exchange = exchange;
    }

    /** From its beginning to now. */
    long millis() {
        return invocation.world().nowMillis() - exchange.startedAt();
    }

    String nothing() {
        return METER + "\r" + line(0, 0, 0) + "\n";
    }

    String progress(String body) {
        int bytes = bytes(body);
        long speed = bytes * 1000L / Math.max(1, millis());
        return METER + "\r" + line(0, 0, 0) + "\r" + line(bytes == 0 ? 0 : 100, bytes, speed) + "\n";
    }

    private static String line(int percent, int bytes, long speed) {
        return "%3d %5s %3d %5s    0     0  %5s      0 --:--:-- --:--:-- --:--:-- %5s"
                .formatted(percent, short5(bytes), percent, short5(bytes), short5(speed), short5(speed));
    }

    private static String short5(long number) {
        return number <= WIDEST_NUMBER ? Long.toString(number) : number / KIBI + "k";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What {@code -v} shows between the connection and the content. */
    void talk(Url url, HttpRequest request, HttpReply reply) {
        StringBuilder talk = new StringBuilder();
        talk.append("* Connected to %s (%s) port %d (#0)\n".formatted(url.host(), exchange.address(), url.port()));
        talk.append("> %s %s HTTP/1.1\n".formatted(request.method(), request.path()));
        request.headers().forEach((name, value) -> talk.append("> ").append(name).append(": ").append(value).append('\n'));
        talk.append("> \n");
        if (reply.isHttp()) {
            reply.head().lines().forEach(line -> talk.append("< ").append(line).append('\n'));
        }
        invocation.io().err().write(talk.toString());
    }

    /** The format of {@code -w} with its variables and escapes replaced. */
    String fill(String format, Url url, HttpReply reply) {
        Matcher places = PLACE.matcher(format);
        return places.replaceAll(place -> Matcher.quoteReplacement(place.group(1) == null ? escape(place.group(2)) : variable(place.group(1), url, reply)));
    }

    private static String escape(String letter) {
        return switch (letter) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> "\t";
        };
    }

    private String variable(String name, Url url, HttpReply reply) {
        String seconds = String.format(Locale.ROOT, "%.6f", millis() / 1000.0);
        return switch (name) {
            case "http_code", "response_code" -> "%03d".formatted(reply.code());
            case "time_total", "time_starttransfer", "time_connect", "time_pretransfer" -> seconds;
            case "time_namelookup" -> "0.000000";
            case "remote_ip" -> exchange.address();
            case "remote_port" -> Integer.toString(url.port());
            case "size_download" -> Integer.toString(bytes(reply.body()));
            case "content_type" -> reply.headers().getOrDefault("Content-Type", "");
            case "url", "url_effective" -> (url.secure() ? "https://" : "http://") + url.authority() + url.path();
            case "local_ip" -> invocation.world().network().address();
            default -> "";
        };
    }
}
