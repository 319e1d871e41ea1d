package dev.reconcile.shell.net;

import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.DnsAnswer.Code;
import dev.reconcile.shell.DnsAnswer.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** BIND's nslookup, as Debian's dnsutils and Alpine's bind-tools bring it ({@code bin/dig/nslookup.c}). */
final class BindNslookup extends Nslookup {
    private static final long PATIENCE_MILLIS = 15_000;
    private static final int DNS_PORT = 53;

    BindNslookup(Question question) {
        super(question);
    }

    @Override
    OptionalInt ask() {
        Optional<String> server = server();
        if (server.isEmpty()) {
            out("nslookup: couldn't get address for '" + question.server() + "': not found\n");
            return OptionalInt.of(1);
        }
        String address = server.get();
        boolean reverse = question.types().isEmpty() && Resolver.isAddress(question.name());
        Type type = reverse ? Type.PTR : question.types().isEmpty() ? Type.A : question.types().getFirst();
        List<String> candidates = reverse ? List.of(reversed(question.name())) : resolver.candidates(question.name());
        DnsAnswer answer = DnsAnswer.failed(Code.NXDOMAIN);
        for (String candidate : candidates) {
            answer = query(address, candidate, type);
            if (answer.code() != Code.NXDOMAIN) {
                break;
            }
        }
        if (answer.code() == Code.NO_REPLY) {
            return OptionalInt.empty();
        }
        if (!reverse) {
            out("Server:\t\t" + (question.server().isEmpty() ? address : question.server()) + "\nAddress:\t" + address + "#" + DNS_PORT + "\n\n");
        }
        if (answer.code() != Code.NOERROR) {
            out("** server can't find " + (reverse ? candidates.getFirst() : question.name()) + ": " + answer.code() + "\n\n");
            return OptionalInt.of(1);
        }
        print(answer);
        out("\n");
        return OptionalInt.of(0);
    }

    private void print(DnsAnswer answer) {
        if (answer.entries().isEmpty()) {
            out("*** Can't find " + question.name() + ": No answer\n");
        }
        for (DnsAnswer.Entry entry : answer.entries()) {
            switch (entry.type()) {
                case A, AAAA -> out("Name:\t" + entry.name() + "\nAddress: " + entry.value() + "\n");
                case CNAME -> out(entry.name() + "\tcanonical name = " + entry.value() + ".\n");
                case PTR -> out(entry.name() + "\tname = " + entry.value() + ".\n");
                case NS -> out(entry.name() + "\tnameserver = " + entry.value() + ".\n");
                case SRV -> out(entry.name() + "\tservice = " + entry.value() + ".\n");
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
