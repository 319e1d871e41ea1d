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

/** BusyBox' {@code wget}, version 1.36 ({@code networking/wget.c}). Left out: FTP, proxies, following redirections, resuming. */
final class BusyboxWget extends Connecting {
    static final Program PROGRAM = program(BusyboxWget::make);

    private static final Grammar GRAMMAR = Grammar.of("qcSO:P:T:t:U:Y:o:12:3:4", "quiet=q", "continue=c", "server-response=S", "output-document=O",
            "directory-prefix=P", "timeout=T", "tries=t", "user-agent=U", "proxy=Y", "output-file=o", "spider=1", "header=2", "post-data=3",
            "no-check-certificate=4");
    private static final int HTTP_OK = 200;

    private final Arguments arguments;
    private final Url url;

    private BusyboxWget(Arguments arguments, Url url, Exchange exchange) {
        super(arguments.invocation, exchange);
        this.arguments = arguments;
        this.url = url;
    }

    private static Utility make(Invocation invocation) {
        Arguments arguments = Arguments.read(invocation, GRAMMAR);
        if (arguments.problem() != null || arguments.operands().isEmpty()) {
            String problem = arguments.problem() == null ? "" : "wget: " + arguments.problem().replace("option --", "option: --") + "\n";
            return new Ended(invocation, problem + "BusyBox v1.36.1 multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] "
                    + "[--header STR]\n\t[--post-data STR] [-P DIR] [-U AGENT] [-T SEC] URL...", 1);
        }
        String written = arguments.operands().getFirst();
        Optional<Url> url = Url.parse(written);
        if (url.isEmpty()) {
            return new Ended(invocation, "wget: not an http or ftp url: " + written, 1);
        }
        String seconds = arguments.value('T', "900");
        if (!seconds.matches("\\d{1,9}")) {
            return new Ended(invocation, "wget: invalid number '" + seconds + "'", 1);
        }
        return new BusyboxWget(arguments, url.get(), new Exchange(url.get().host(), url.get().port(), Exchange.FOREVER,
                Long.parseLong(seconds) * 1000, Optional.of(request(arguments, url.get())), url.get().secure(), true));
    }

    private static HttpRequest request(Arguments arguments, Url url) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", url.authority());
        headers.put("User-Agent", arguments.value('U', "Wget"));
        headers.put("Connection", "close");
        arguments.value('2', "").lines().filter(line -> line.contains(":"))
                .forEach(line -> headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip()));
        return new HttpRequest(arguments.has('3') ? "POST" : "GET", url.path(), headers, arguments.value('3', ""));
    }

    @Override
    void connecting() {
        note("Connecting to %s (%s:%d)".formatted(url.authority(), exchange.address(), url.port()));
        if (url.secure() && !arguments.has('4')) {
            invocation.io().err().line("wget: note: TLS certificate validation not implemented");
        }
    }

    private void note(String line) {
        if (!arguments.has('q')) {
            invocation.io().err().line(line);
        }
    }

    @Override
    int finish() {
        return switch (exchange.outcome()) {
            case DONE -> answered(exchange.reply());
            case UNRESOLVED -> failed("bad address '" + url.host() + "'");
            case REFUSED -> failed("can't connect to remote host (" + exchange.address() + "): Connection refused");
            case NO_ROUTE -> failed("can't connect to remote host (" + exchange.address() + "): No route to host");
            case UNANSWERED -> failed("can't connect to remote host (" + exchange.address() + "): Connection timed out");
            case LATE -> failed("download timed out");
            case NOT_SECURE, ONLY_SECURE, UNTRUSTED -> failed("error getting response: Connection reset by peer");
        };
    }

    private int failed(String problem) {
        complain(problem);
        return 1;
    }

    private int answered(HttpReply reply) {
        if (!reply.isHttp()) {
            return failed("error getting response");
        }
        if (arguments.has('S')) {
            invocation.io().err().line("  " + reply.statusLine());
            reply.headers().forEach((name, value) -> invocation.io().err().line("  " + name + ": " + value));
        }
        if (reply.code() != HTTP_OK) {
            return failed("server returned error: " + reply.statusLine());
        }
        if (arguments.has('1')) {
            note("remote file exists");
            return 0;
        }
        String target = arguments.value('O', "");
        return target.equals("-") ? toStandardOutput(reply.body()) : toFile(target, reply.body());
    }

    private int toStandardOutput(String body) {
        note("writing to stdout");
        out(body);
        progress("-", body);
        note("written to stdout");
        return 0;
    }

    private int toFile(String target, String body) {
        String name = !target.isEmpty() ? target : (arguments.has('P') ? arguments.value('P') + "/" : "") + url.fileName("index.html");
        String path = invocation.path(name);
        if (path.equals("/dev/null")) {
            return 0;
        }
        if (target.isEmpty() && invocation.files().at(path).isPresent()) {
            return failed("can't open '" + name + "': " + FileProblem.EXISTS.text());
        }
        Optional<FileProblem> problem = invocation.files().write(path, body);
        if (problem.isPresent()) {
            return failed("can't open '" + name + "': " + problem.get().text());
        }
        note("saving to '" + name + "'");
        progress(name.substring(name.lastIndexOf('/') + 1), body);
        note("'" + name + "' saved");
        return 0;
    }

    private void progress(String name, String body) {
        note("%-20.20s 100%% |********************************| %5d  0:00:00 ETA".formatted(name, body.getBytes(StandardCharsets.UTF_8).length));
    }
}
