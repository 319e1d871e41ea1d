package dev.reconcile.shell;

import java.util.List;

/**
 * What a program can reach from where it runs. Every question is answered at once with what holds at this instant; the time that it takes is
 * waited out by whoever asks ({@link dev.reconcile.sim.Delay}).
 */
public interface Network {
    /** Where nothing can be reached. */
    Network NONE = new Network() {
        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public DnsAnswer ask(String server, String name, DnsAnswer.Type type) {
            return DnsAnswer.failed(DnsAnswer.Code.NO_REPLY);
        }

        @Override
        public Connection connect(String address, int port) {
            return address.equals(address()) ? Connection.Closed.REFUSED : Connection.Closed.NO_ROUTE;
        }

        @Override
        public boolean echoes(String address) {
            return address.equals(address());
        }
    };

    /** The address from which requests come. */
    String address();

    /**
     * One question to a name server.
     *
     * @param name the whole name, without the last dot; search domains are the asker's business
     */
    DnsAnswer ask(String server, String name, DnsAnswer.Type type);

    /** Opens a TCP connection to an IPv4 address. */
    Connection connect(String address, int port);

    /** Whether the address answers to ping. */
    boolean echoes(String address);

    /** The addresses that a name server knows for the whole name. */
    default List<String> addresses(String server, String name) {
        return ask(server, name, DnsAnswer.Type.A).values(DnsAnswer.Type.A);
    }
}
