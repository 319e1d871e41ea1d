package dev.reconcile.kubelet;

/** Pod addresses within a node's network, such as {@code 10.244.1.0/24}, counted by their last two bytes. */
final class Addresses {
    private Addresses() {}

    /** The first address for a pod: after the network's own and the bridge's. */
    static int first(String cidr) {
        return number(cidr.substring(0, cidr.indexOf('/'))) + 2;
    }

    /** How many addresses there are for pods. */
    static int count(String cidr) {
        return (1 << 32 - Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1))) - 3;
    }

    static String text(String cidr, int number) {
        String[] parts = cidr.split("\\.");
        return parts[0] + "." + parts[1] + "." + number / 256 + "." + number % 256;
    }

    static int number(String ip) {
        String[] parts = ip.split("\\.");
        return Integer.parseInt(parts[2]) * 256 + Integer.parseInt(parts[3]);
    }
}
