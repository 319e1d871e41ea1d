package dev.reconcile.api.custom;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An address of IPv4 or IPv6, read as strictly as Go's {@code net/netip} does. What it throws has upstream's words. */
record IpAddress(InetAddress address) {
    private static final Pattern FOUR = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern SIX = Pattern.compile("(?=.*:)[0-9a-fA-F:.]+");
    private static final int GROUPS = 8;
    private static final int BYTE = 0xff;

    static IpAddress of(String text) {
        if (text.contains("%")) {
            throw new IllegalArgumentException("IP address \"" + text + "\" with zone value is not allowed");
        }
        InetAddress address = literal(text);
        if (address instanceof Inet4Address && text.contains(":")) {
            throw new IllegalArgumentException("IPv4-mapped IPv6 address \"" + text + "\" is not allowed");
        }
        return new IpAddress(address);
    }

    private static InetAddress literal(String text) {
        try {
            if (FOUR.matcher(text).matches() || SIX.matcher(text).matches()) {
                return InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(unparsable(text), e);
        }
        throw new IllegalArgumentException(unparsable(text));
    }

    private static String unparsable(String text) {
        return "IP Address \"" + text + "\" parse error during conversion from string: ParseAddr(\"" + text + "\"): unable to parse IP";
    }

    /** 4 or 6. */
    long family() {
        return address instanceof Inet4Address ? 4 : 6;
    }

    boolean isGlobalUnicast() {
        boolean broadcast = address.getHostAddress().equals("255.255.255.255");
        return !broadcast && !address.isAnyLocalAddress() && !address.isLoopbackAddress() && !address.isMulticastAddress() && !address.isLinkLocalAddress();
    }

    /** The canonical text (RFC 5952): the longest run of zero groups, if there are two, is left out. */
    String text() {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.add(Integer.toHexString((bytes[2 * i] & BYTE) << Byte.SIZE | bytes[2 * i + 1] & BYTE));
        }
        int start = 0;
        int length = 0;
        for (int from = 0; from < GROUPS; from++) {
            int to = from;
            while (to < GROUPS && groups.get(to).equals("0")) {
                to++;
            }
            if (to - from > length) {
                start = from;
                length = to - from;
            }
        }
        return length < 2 ? String.join(":", groups) : String.join(":", groups.subList(0, start)) + "::" + String.join(":", groups.subList(start + length, GROUPS));
    }

    /**
     * A network.
     *
     * @param address as it was written, with its host part
     * @param bits length of the prefix
     */
    record Network(IpAddress address, int bits) {
        static Network of(String text) {
            int slash = text.indexOf('/');
            String bits = slash < 0 ? "" : text.substring(slash + 1);
            if (!bits.matches("0|[1-9]\\d{0,2}")) {
                throw new IllegalArgumentException(unparsable(text));
            }
            IpAddress address;
            try {
                address = IpAddress.of(text.substring(0, slash));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(unparsable(text), e);
            }
            if (Integer.parseInt(bits) > address.address().getAddress().length * Byte.SIZE) {
                throw new IllegalArgumentException(unparsable(text));
            }
            return new Network(address, Integer.parseInt(bits));
        }

        private static String unparsable(String text) {
            return "network address parse error during conversion from string: network address \"" + text + "\" is invalid";
        }

        boolean contains(IpAddress other) {
            byte[] own = address.address().getAddress();
            byte[] asked = other.address().getAddress();
            for (int bit = 0; own.length == asked.length && bit < bits; bit++) {
                int mask = 1 << Byte.SIZE - 1 - bit % Byte.SIZE;
                if ((own[bit / Byte.SIZE] & mask) != (asked[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return own.length == asked.length;
        }

        boolean contains(Network other) {
            return other.bits() >= bits && contains(other.address());
        }

        Network masked() {
            byte[] bytes = address.address().getAddress();
            for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
                bytes[bit / Byte.SIZE] &= (byte) ~(1 << Byte.SIZE - 1 - bit % Byte.SIZE);
            }
            try {
                return new Network(new IpAddress(InetAddress.getByAddress(bytes)), bits);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
            }
        }

        String text() {
            return address.text() + "/" + bits;
        }
    }
}
