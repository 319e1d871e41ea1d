package dev.reconcile.network;

import java.util.OptionalLong;

/**
 * A block of IPv4 addresses: {@code 10.96.0.0/12}.
 *
 * @param first the network's own address, as a number
 * @param bits how many leading bits all its addresses share
 */
record Ipv4Range(long first, int bits) {
    static Ipv4Range of(String text) {
        int slash = text.indexOf('/');
        return new Ipv4Range(number(text.substring(0, slash)).orElseThrow(), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Empty for what is no IPv4 address. */
    static OptionalLong number(String address) {
        if (!address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number * 256 + Integer.parseInt(part);
        }
        return OptionalLong.of(number);
    }

    static String text(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    /** The addresses between the network's own and the broadcast one. */
    long size() {
        return (1L << 32 - bits) - 2;
    }

    /** @param index 0 for the first address that can be given away */
    String at(long index) {
        return text(first + 1 + index);
    }

    boolean contains(String address) {
        OptionalLong number = number(address);
        return number.isPresent() && number.getAsLong() > first && number.getAsLong() <= first + size();
    }

    @Override
    public String toString() {
        return text(first) + "/" + bits;
    }
}
