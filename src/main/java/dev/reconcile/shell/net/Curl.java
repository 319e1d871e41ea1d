package dev.reconcile.shell.net;

import dev.reconcile.shell.Ended;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code curl} as Debian 12 has it (7.88). Left out: everything but one URL over HTTP, and following redirections. */
final class Curl extends Connecting {
    static final Program PROGRAM = program(Curl::make);

    private static final String VERSION = "curl/7.88.1";
    private static final Grammar GRAMMAR = Grammar.of("sSfiIvkLOo:w:X:H:d:m:A:u:461:2:3:7:5", "silent=s", "show-error=S", "fail=f", "include=i", "head=I",
            "verbose=v", "insecure=k", "location=L", "remote-name=O", "output=o", "write-out=w", "request=X", "header=H", "data=d", "max-time=m",
            "user-agent=A", "user=u", "ipv4=4", "ipv6=6", "connect-timeout=1", "cacert=2", "retry=3", "resolve=7", "no-progress-meter=5");
    private static final int FIRST_ERROR = 400;

    private final Arguments arguments;
    private final Url url;
    private final HttpRequest request;
    private final Transfer transfer;

    private Curl(Arguments arguments, Url url, HttpRequest request, Exchange exchange) {
        super(arguments.invocation, exchange);
        this.arguments = arguments;
        this.url = url;
        this.request = request;
        this.transfer = new Transfer(invocation, exchange);
    }

    private static Utility make(Invocation invocation) {
        Arguments arguments = Arguments.read(invocation, GRAMMAR);
        if (arguments.problem() != null) {
            String option = arguments.problem().replaceFirst(".*['\"]?(--?[\\w-]+|(?<=')\\w)['\"]?.*", "$1");
            return new Ended(invocation, "curl: option " + (option.startsWith("-") ? option : "-" + option)
                    + ": is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information", 2);
        }
        if (arguments.operands().isEmpty()) {
            return new Ended(invocation, "curl: try 'curl --help' or 'curl --manual' for more information", 2);
        }
        Optional<Url> url = Url.parse(arguments.operands().getFirst());
        if (url.isEmpty()) {
            return new Ended(invocation, "curl: (3) URL using bad/illegal format or missing URL", 3);
        }
        HttpRequest request = request(arguments, url.get());
        Exchange exchange = new Exchange(url.get().host(), url.get().port(), millis(arguments, '1'), millis(arguments, 'm'), Optional.of(request),
                url.get().secure(), arguments.has('k') || arguments.has('2'));
        return new Curl(arguments, url.get(), request, exchange);
    }

    private static long millis(Arguments arguments, char option) {
        String seconds = arguments.value(option, "");
        return seconds.matches("\\d{1,9}(\\.\\d{1,9})?") ? Math.round(Double.parseDouble(seconds) * 1000) : Exchange.FOREVER;
    }

    private static HttpRequest request(Arguments arguments, Url url) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", url.authority());
        headers.put("User-Agent", arguments.value('A', VERSION));
        headers.put("Accept", "*/*");
        arguments.value('H', "").lines().filter(line -> line.contains(":"))
                .forEach(line -> headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip()));
        String body = arguments.value('d', "").replace("\n", "&");
        if (arguments.has('d')) {
            headers.put("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
            headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        }
        String method = arguments.value('X', arguments.has('I') ? "HEAD" : arguments.has('d') ? "POST" : "GET");
        return new HttpRequest(method, url.path(), headers, body);
    }

    @Override
    void connecting() {
        if (arguments.has('v')) {
            invocation.io().err().line("*   Trying " + exchange.address() + ":" + url.port() + "...");
        }
    }

    @Override
    int finish() {
        String place = url.host() + " port " + url.port();
        return switch (exchange.outcome()) {
            case DONE -> answered(exchange.reply());
            case UNRESOLVED -> failed(6, "Could not resolve host: " + url.host());
            case REFUSED, NO_ROUTE -> failed(7, "Failed to connect to " + place + " after " + transfer.millis() + " ms: Couldn't connect to server");
            case UNANSWERED -> failed(28, "Failed to connect to " + place + " after " + transfer.millis() + " ms: Couldn't connect to server");
            case LATE -> failed(28, exchange.isConnected()
                    ? "Operation timed out after " + transfer.millis() + " milliseconds with 0 bytes received"
                    : (exchange.address().isEmpty() ? "Resolving timed out after " : "Connection timed out after ") + transfer.millis() + " milliseconds");
            case NOT_SECURE, ONLY_SECURE -> failed(35, "OpenSSL/3.0.17: error:0A00010B:SSL routines::wrong version number");
            case UNTRUSTED -> failed(60, """
                    SSL certificate problem: unable to get local issuer certificate
                    More details here: https://curl.se/docs/sslcerts.html

                    curl failed to verify the legitimacy of the server and therefore could not
                    establish a secure connection to it. To learn more about this situation and
                    how to fix it, please visit the web page mentioned above.""");
        };
    }

    private int failed(int code, String problem) {
        if (!arguments.has('s') && showsProgress()) {
            invocation.io().err().write(transfer.nothing());
        }
        if (!arguments.has('s') || arguments.has('S')) {
            invocation.io().err().line("curl: (" + code + ") " + problem);
        }
        writeOut(HttpReply.foreign(""));
        return code;
    }

    private boolean showsProgress() {
        return !arguments.has('5') && (arguments.has('o') || arguments.has('O') || !invocation.io().out().isTerminal());
    }

    private int answered(HttpReply reply) {
        if (arguments.has('v')) {
            transfer.talk(url, request, reply);
        }
        if (!reply.isHttp()) {
            return reply.body().isEmpty() ? failed(52, "Empty reply from server") : failed(1, "Received HTTP/0.9 when not allowed");
        }
        if (arguments.has('f') && reply.code() >= FIRST_ERROR) {
            return failed(22, "The requested URL returned error: " + reply.code());
        }
        boolean head = request.method().equals("HEAD");
        String body = head ? "" : reply.body();
        int code = deliver((head || arguments.has('i') ? reply.head() : "") + body, body);
        if (arguments.has('v')) {
            invocation.io().err().line("* Connection #0 to host " + url.host() + " left intact");
        }
        writeOut(reply);
        return code;
    }

    private int deliver(String text, String body) {
        if (!arguments.has('s') && showsProgress()) {
            invocation.io().err().write(transfer.progress(body));
        }
        String target = arguments.has('O') ? url.fileName("") : arguments.value('o', "-");
        if (target.equals("-")) {
            out(text);
        } else if (!invocation.path(target).equals("/dev/null")) {
            Optional<FileProblem> problem = invocation.files().write(invocation.path(target), text);
            if (problem.isPresent()) {
                invocation.io().err().line("Warning: Failed to open the file " + target + ": " + problem.get().text());
                invocation.io().err().line("curl: (23) Failure writing output to destination");
                return 23;
            }
        }
        return 0;
    }

    private void writeOut(HttpReply reply) {
        if (arguments.has('w')) {
            out(transfer.fill(arguments.value('w'), url, reply));
        }
    }
}
