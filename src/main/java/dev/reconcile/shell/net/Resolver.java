package dev.reconcile.shell.net;

import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The C library's way from a name to an address, after {@code /etc/hosts} and {@code /etc/resolv.conf} of the system that a program runs in.
 *
 * @param ndots names with fewer dots are tried with the search domains first
 */
record Resolver(List<String> servers, List<String> search, int ndots, Files files) {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String LOCAL = "127.0.0.1";

    static Resolver of(Invocation invocation) {
        List<String> servers = new ArrayList<>();
        List<String> search = new ArrayList<>();
        int ndots = 1;
        for (List<String> words : lines(invocation.files(), "/etc/resolv.conf")) {
            List<String> rest = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "nameserver" -> servers.addAll(rest);
                case "search" -> search = new ArrayList<>(rest);
                case "options" -> ndots = ndots(rest, ndots);
                default -> { }
            }
        }
        return new Resolver(servers.isEmpty() ? List.of(LOCAL) : List.copyOf(servers), List.copyOf(search), ndots, invocation.files());
    }

    private static int ndots(List<String> options, int otherwise) {
        return options.stream().filter(option -> option.matches("ndots:\\d{1,2}")).map(option -> Integer.parseInt(option.substring(6)))
                .reduce(otherwise, (before, next) -> next);
    }

    private static List<List<String>> lines(Files files, String path) {
        return files.content(path).orElse("").lines()
                .map(line -> line.replaceFirst("[#;].*$", "").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> Arrays.asList(line.split("\\s+")))
                .toList();
    }

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    String server() {
        return servers.getFirst();
    }

    /** Whether the name needs no name server. */
    Optional<String> known(String name) {
        if (isAddress(name)) {
            return Optional.of(name);
        }
        return lines(files, "/etc/hosts").stream()
                .filter(words -> words.subList(1, words.size()).contains(name) && isAddress(words.getFirst()))
                .map(List::getFirst)
                .findFirst()
                .or(() -> name.equals("localhost") ? Optional.of(LOCAL) : Optional.empty());
    }

    /** The whole names that are tried one after the other. */
    List<String> candidates(String name) {
        if (name.endsWith(".")) {
            return List.of(name.substring(0, name.length() - 1));
        }
        List<String> candidates = new ArrayList<>(search.stream().map(domain -> name + "." + domain).toList());
        boolean dotted = name.chars().filter(letter -> letter == '.').count() >= ndots;
        candidates.add(dotted ? 0 : candidates.size(), name);
        return candidates;
    }

    /** The answer for the first candidate that exists, or the last one's. */
    DnsAnswer lookup(Network network, String name) {
        DnsAnswer answer = DnsAnswer.failed(DnsAnswer.Code.NXDOMAIN);
        for (String candidate : candidates(name)) {
            answer = network.ask(server(), candidate, DnsAnswer.Type.A);
            boolean found = !answer.values(DnsAnswer.Type.A).isEmpty();
            if (found || answer.code() == DnsAnswer.Code.NO_REPLY) {
                return answer;
            }
        }
        return answer;
    }
}
