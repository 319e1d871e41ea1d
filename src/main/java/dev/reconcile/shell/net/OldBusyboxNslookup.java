package dev.reconcile.shell.net;

import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.DnsAnswer.Code;
import dev.reconcile.shell.DnsAnswer.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** BusyBox up to 1.28 ({@code networking/nslookup.c}, {@code print_host}): it asks as every other program would, search domains included. */
final class OldBusyboxNslookup extends Nslookup {
    private static final long PATIENCE_MILLIS = 10_000;

    OldBusyboxNslookup(Question question) {
        super(question);
    }

    @Override
    OptionalInt ask() {
        Optional<String> server = server();
        if (server.isEmpty()) {
            complain("can't resolve '" + question.server() + "'");
            return OptionalInt.of(1);
        }
        if (query(server.get(), "localhost", Type.A).code() == Code.NO_REPLY) {
            return OptionalInt.empty();
        }
        print("Server:", question.server().isEmpty() ? server.get() : question.server(), server.get(), List.of(server.get()));
        out("\n");
        List<String> addresses = addresses(server.get());
        if (addresses.isEmpty()) {
            complain("can't resolve '" + question.name() + "'");
            return OptionalInt.of(1);
        }
        print("Name:", question.name(), server.get(), addresses);
        return OptionalInt.of(0);
    }

    private List<String> addresses(String server) {
        Optional<String> known = resolver.known(question.name());
        if (known.isPresent()) {
            return List.of(known.get());
        }
        for (String candidate : resolver.candidates(question.name())) {
            DnsAnswer answer = query(server, candidate, Type.A);
            if (!answer.values(Type.A).isEmpty()) {
                return answer.values(Type.A);
            }
        }
        return List.of();
    }

    private void print(String header, String name, String server, List<String> addresses) {
        out("%-10s %s\n".formatted(header, name));
        for (int i = 0; i < addresses.size(); i++) {
            List<String> names = query(server, reversed(addresses.get(i)), Type.PTR).values(Type.PTR);
            out("Address " + (i + 1) + ": " + addresses.get(i) + (names.isEmpty() ? "" : " " + names.getFirst()) + "\n");
        }
    }

    @Override
    long patience() {
        return PATIENCE_MILLIS;
    }

    @Override
    void noReply() {
        complain("can't resolve '" + question.name() + "'");
    }
}
