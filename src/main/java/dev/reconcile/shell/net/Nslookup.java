package dev.reconcile.shell.net;

import dev.reconcile.model.Json;
import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.DnsAnswer.Type;
import dev.reconcile.shell.Ended;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import dev.reconcile.sim.Delay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** {@code nslookup} in its several dialects: each knows what to ask and how to print the answers, this class waits for them. */
abstract class Nslookup extends Utility {
    /** BusyBox 1.29 and later. */
    static final Program BUSYBOX = of(BusyboxNslookup::new);
    /** BusyBox before that, which asks through the C library. */
    static final Program OLD_BUSYBOX = of(OldBusyboxNslookup::new);
    /** BIND's own. */
    static final Program BIND = of(BindNslookup::new);

    /** What was asked: {@code nslookup [-type=TYPE] NAME [SERVER]}. */
    record Question(Invocation invocation, String name, List<Type> types, String server) {}

    final Question question;
    final Resolver resolver;
    private long until;
    private boolean late;

    Nslookup(Question question) {
        super(question.invocation());
        this.question = question;
        this.resolver = Resolver.of(invocation);
    }

    private static Program of(Function<Question, Nslookup> dialect) {
        return program(invocation -> make(invocation, dialect));
    }

    private static Utility make(Invocation invocation, Function<Question, Nslookup> dialect) {
        List<Type> types = new ArrayList<>();
        List<String> words = new ArrayList<>(invocation.operands());
        while (!words.isEmpty() && words.getFirst().startsWith("-")) {
            String option = words.removeFirst();
            String value = option.substring(option.indexOf('=') + 1).toUpperCase(Locale.ROOT);
            if (option.matches("-(t|ty|type|q|query|querytype)=.*")) {
                Optional<Type> type = List.of(Type.values()).stream().filter(known -> known.name().equals(value)).findFirst();
                if (type.isEmpty()) {
                    return new Ended(invocation, "nslookup: invalid query type \"" + value.toLowerCase(Locale.ROOT) + "\"", 1);
                }
                types.add(type.get());
            }
        }
        if (words.isEmpty() || words.size() > 2) {
            return new Ended(invocation, "Usage: nslookup [-type=QUERY_TYPE] HOST [DNS_SERVER]", 1);
        }
        return dialect.apply(new Question(invocation, words.getFirst(), types, words.size() > 1 ? words.get(1) : ""));
    }

    /** Asks and prints; the answer is the exit code, or nothing if the server does not answer. */
    abstract OptionalInt ask();

    /** How long a server that does not answer is waited for. Milliseconds. */
    abstract long patience();

    abstract void noReply();

    @Override
    protected Progress run() {
        long now = invocation.world().nowMillis();
        if (until == 0) {
            until = now + Delay.DNS_LOOKUP.millis();
        }
        if (now < until) {
            return Progress.until(until);
        }
        if (late) {
            noReply();
            return Progress.exited(1);
        }
        OptionalInt status = ask();
        if (status.isPresent()) {
            return Progress.exited(status.getAsInt());
        }
        late = true;
        until = now + patience();
        return Progress.until(until);
    }

    /** The server's address; empty where its name is not known. */
    final Optional<String> server() {
        if (question.server().isEmpty()) {
            return Optional.of(resolver.server());
        }
        return resolver.known(question.server())
                .or(() -> resolver.lookup(invocation.world().network(), question.server()).values(Type.A).stream().findFirst());
    }

    final DnsAnswer query(String server, String name, Type type) {
        return invocation.world().network().ask(server, name.replaceFirst("\\.$", ""), type);
    }

    /** {@code 10.96.0.1} as the name under which its own name is found. */
    static String reversed(String address) {
        List<String> parts = new ArrayList<>(List.of(address.split("\\.")));
        return String.join(".", parts.reversed()) + ".in-addr.arpa";
    }

    @Override
    protected Json state() {
        return Json.of("until", until, "late", late);
    }

    @Override
    protected void load(Json state) {
        until = state.number(0, "until");
        late = state.isTrue("late");
    }
}
