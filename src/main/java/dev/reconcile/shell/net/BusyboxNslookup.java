package dev.reconcile.shell.net;

import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.DnsAnswer.Code;
import dev.reconcile.shell.DnsAnswer.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * BusyBox 1.29 and later ({@code networking/nslookup.c}, FEATURE_NSLOOKUP_BIG). Two of its habits surprise people in clusters: a name with a dot in it
 * is never tried with the search domains, and a name without one is asked for in all of them, whatever the first answer.
 */
final class BusyboxNslookup extends Nslookup {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final int DNS_PORT = 53;

    private record Query(String name, Type type) {}

    BusyboxNslookup(Question question) {
        super(question);
    }

    @Override
    OptionalInt ask() {
        Optional<String> server = server();
        if (server.isEmpty()) {
            complain("bad address '" + question.server() + "'");
            return OptionalInt.of(1);
        }
        int status = 0;
        boolean first = true;
        for (Query query : queries()) {
            DnsAnswer answer = query(server.get(), query.name(), query.type());
            if (answer.code() == Code.NO_REPLY) {
                return OptionalInt.empty();
            }
            if (first) {
                String shown = question.server().isEmpty() ? server.get() : question.server();
                out("Server:\t\t" + shown + "\nAddress:\t" + server.get() + ":" + DNS_PORT + "\n\n");
                first = false;
            }
            if (answer.code() == Code.NOERROR) {
                print(answer);
            } else {
                out("** server can't find " + query.name() + ": " + answer.code() + "\n");
                status = 1;
            }
            out("\n");
        }
        return OptionalInt.of(status);
    }

    private List<Query> queries() {
        String name = question.name();
        List<Query> queries = new ArrayList<>();
        if (!question.types().isEmpty()) {
            question.types().forEach(type -> add(queries, name, type));
        } else if (Resolver.isAddress(name)) {
            queries.add(new Query(reversed(name), Type.PTR));
        } else {
            add(queries, name, Type.A);
            add(queries, name, Type.AAAA);
        }
        return queries;
    }

    private void add(List<Query> queries, String name, Type type) {
        if (type == Type.PTR || name.contains(".") || resolver.search().isEmpty()) {
            queries.add(new Query(name, type));
        } else {
            resolver.search().forEach(domain -> queries.add(new Query(name + "." + domain, type)));
        }
    }

    private void print(DnsAnswer answer) {
        if (!answer.authoritative()) {
            out("Non-authoritative answer:\n");
        }
        for (DnsAnswer.Entry entry : answer.entries()) {
            switch (entry.type()) {
                case A, AAAA -> out("Name:\t" + entry.name() + "\nAddress: " + entry.value() + "\n");
                case CNAME -> out(entry.name() + "\tcanonical name = " + entry.value() + "\n");
                case PTR -> out(entry.name() + "\tname = " + entry.value() + "\n");
                case NS -> out(entry.name() + "\tnameserver = " + entry.value() + "\n");
                case SRV -> out(entry.name() + "\tservice = " + entry.value() + "\n");
                case TXT -> out(entry.name() + "\ttext = \"" + entry.value() + "\"\n");
                case SOA, MX, ANY -> { }
            }
        }
    }

    @Override
    long patience() {
        return PATIENCE_MILLIS;
    }

    @Override
    void noReply() {
        out(";; connection timed out; no servers could be reached\n\n");
    }
}
