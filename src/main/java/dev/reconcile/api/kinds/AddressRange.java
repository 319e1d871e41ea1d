package dev.reconcile.api.kinds;

import java.math.BigInteger;

/**
 * A range of addresses of either family, such as {@code 10.0.0.0/8}.
 *
 * @param first with the bits behind the prefix as they were written
 * @param length of an address in bits, 32 or 128
 * @param prefix in bits
 */
record AddressRange(BigInteger first, int length, int prefix) {
    /** @param text that {@link Formats#addressRange} finds nothing wrong with */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        String address = text.substring(0, slash);
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return address.contains(":") ? new AddressRange(six(address), 128, prefix) : new AddressRange(four(address), 32, prefix);
    }

    private static BigInteger four(String address) {
        BigInteger number = BigInteger.ZERO;
        for (String part : address.split("\\.")) {
            number = number.shiftLeft(8).add(new BigInteger(part));
        }
        return number;
    }

    private static BigInteger six(String address) {
        int gap = address.indexOf("::");
        String[] head = (gap < 0 ? address : address.substring(0, gap)).split(":");
        String[] tail = gap < 0 ? new String[0] : address.substring(gap + 2).split(":");
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < 8; i++) {
            int fromEnd = i - (8 - tail.length);
            String group = i < head.length ? head[i] : fromEnd >= 0 ? tail[fromEnd] : "";
            number = number.shiftLeft(16).add(group.isEmpty() ? BigInteger.ZERO : new BigInteger(group, 16));
        }
        return number;
    }

    /** Whether the other lies within this and is smaller. */
    boolean strictlyContains(AddressRange other) {
        return length == other.length && prefix < other.prefix
                && first.shiftRight(length - prefix).equals(other.first.shiftRight(length - prefix));
    }
}
