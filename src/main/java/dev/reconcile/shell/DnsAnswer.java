package dev.reconcile.shell;

import java.util.List;

/**
 * What a name server answers.
 *
 * @param authoritative whether the server is the one who decides about that name
 */
public record DnsAnswer(Code code, boolean authoritative, List<Entry> entries) {
    public enum Code {
        NOERROR, SERVFAIL, NXDOMAIN, REFUSED,
        /** The server did not answer at all. */
        NO_REPLY
    }

    public enum Type { A, AAAA, CNAME, PTR, SRV, TXT, NS, SOA, MX, ANY }

    /**
     * One record.
     *
     * @param name whose it is, without the last dot
     * @param value an address; a name; for SRV {@code priority weight port name}
     */
    public record Entry(String name, Type type, String value) {}

    public DnsAnswer {
        entries = List.copyOf(entries);
    }

    public static DnsAnswer failed(Code code) {
        return new DnsAnswer(code, false, List.of());
    }

    public List<String> values(Type type) {
        return entries.stream().filter(entry -> entry.type() == type).map(Entry::value).toList();
    }
}
