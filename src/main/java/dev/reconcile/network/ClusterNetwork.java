package dev.reconcile.network;

import dev.reconcile.kubelet.Networks;
import dev.reconcile.kubelet.Runtime;
import dev.reconcile.shell.Connection;
import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.Network;
import dev.reconcile.store.View;
import java.util.Map;
import java.util.TreeMap;

/**
 * The network of one cluster, seen from anywhere: from a pod, from a node, from a machine beside the nodes. It keeps nothing: who listens where is
 * known to the nodes' runtimes, everything else stands in the API.
 */
public final class ClusterNetwork implements Networks {
    private final Map<String, Runtime> runtimes = new TreeMap<>();
    private final Destinations destinations;
    private final ClusterDns dns;

    public ClusterNetwork(View view) {
        this.destinations = new Destinations(view, runtimes);
        this.dns = new ClusterDns(view);
    }

    /** Connects a node. */
    public void add(Runtime runtime) {
        runtimes.put(runtime.node(), runtime);
    }

    @Override
    public Network of(String node, String path, String ip) {
        return new Seen(new Origin(node, path, ip));
    }

    /** As a process on a node sees it, outside of any pod: a probe, a shell on the node. */
    public Network fromNode(String node) {
        return new Seen(new Origin(node, "", destinations.addressOf(node)));
    }

    /** As a machine beside the nodes sees it: their addresses and node ports, no pods, no cluster addresses, no cluster DNS. */
    public Network outside() {
        return new Seen(Origin.OUTSIDE);
    }

    private final class Seen implements Network {
        private final Origin from;

        private Seen(Origin from) {
            this.from = from;
        }

        @Override
        public String address() {
            return from.address();
        }

        @Override
        public DnsAnswer ask(String server, String name, DnsAnswer.Type type) {
            return destinations.answersDns(from, server) ? dns.answer(name, type) : DnsAnswer.failed(DnsAnswer.Code.NO_REPLY);
        }

        @Override
        public Connection connect(String address, int port) {
            return destinations.connect(from, address, port);
        }

        @Override
        public boolean echoes(String address) {
            return destinations.echoes(from, address);
        }
    }
}
