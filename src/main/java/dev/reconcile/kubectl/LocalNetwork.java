package dev.reconcile.kubectl;

import dev.reconcile.kubectl.call.Forwards;
import dev.reconcile.shell.Connection;
import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.Network;

/**
 * What the person's own machine reaches, beside the cluster: forwarded ports on localhost, and whatever the nodes show to the outside. It knows
 * no name of the cluster.
 */
public record LocalNetwork(Network outside, Forwards forwards) implements Network {
    @Override
    public String address() {
        return outside.address();
    }

    @Override
    public DnsAnswer ask(String server, String name, DnsAnswer.Type type) {
        return DnsAnswer.failed(DnsAnswer.Code.NXDOMAIN);
    }

    @Override
    public Connection connect(String address, int port) {
        boolean here = address.startsWith("127.") || address.equals(address());
        if (!here) {
            return outside.connect(address, port);
        }
        return forwards.at(port).<Connection>map(Connection.Open::new).orElse(Connection.Closed.REFUSED);
    }

    @Override
    public boolean echoes(String address) {
        return address.startsWith("127.") || address.equals(address()) || outside.echoes(address);
    }
}
