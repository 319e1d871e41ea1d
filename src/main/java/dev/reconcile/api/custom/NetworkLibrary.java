package dev.reconcile.api.custom;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;

/** Addresses and networks in CEL ({@code apiserver/pkg/cel/library/ip.go}, {@code cidr.go}). */
final class NetworkLibrary {
    private static final CelType IP = OpaqueType.create("net.IP");
    private static final CelType CIDR = OpaqueType.create("net.CIDR");
    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TRUTH = SimpleType.BOOL;

    private NetworkLibrary() {}

    static void declare(FunctionTable functions) {
        functions.global("isIP", TRUTH, TEXT, String.class, text -> succeeds(() -> IpAddress.of(text)));
        functions.global("ip", IP, TEXT, String.class, IpAddress::of);
        functions.global("ip.isCanonical", TRUTH, TEXT, String.class, text -> IpAddress.of(text).text().equals(text));
        functions.global("string", TEXT, IP, IpAddress.class, IpAddress::text);
        functions.member("family", SimpleType.INT, IP, IpAddress.class, IpAddress::family);
        functions.member("isUnspecified", TRUTH, IP, IpAddress.class, ip -> ip.address().isAnyLocalAddress());
        functions.member("isLoopback", TRUTH, IP, IpAddress.class, ip -> ip.address().isLoopbackAddress());
        functions.member("isLinkLocalMulticast", TRUTH, IP, IpAddress.class, ip -> ip.address().isMCLinkLocal());
        functions.member("isLinkLocalUnicast", TRUTH, IP, IpAddress.class, ip -> ip.address().isLinkLocalAddress());
        functions.member("isGlobalUnicast", TRUTH, IP, IpAddress.class, IpAddress::isGlobalUnicast);

        functions.global("isCIDR", TRUTH, TEXT, String.class, text -> succeeds(() -> IpAddress.Network.of(text)));
        functions.global("cidr", CIDR, TEXT, String.class, IpAddress.Network::of);
        functions.global("string", TEXT, CIDR, IpAddress.Network.class, IpAddress.Network::text);
        functions.member("containsIP", TRUTH, CIDR, IP, IpAddress.Network.class, IpAddress.class, IpAddress.Network::contains);
        functions.member("containsIP", TRUTH, CIDR, TEXT, IpAddress.Network.class, String.class, (network, text) -> network.contains(IpAddress.of(text)));
        functions.member("containsCIDR", TRUTH, CIDR, CIDR, IpAddress.Network.class, IpAddress.Network.class, IpAddress.Network::contains);
        functions.member("containsCIDR", TRUTH, CIDR, TEXT, IpAddress.Network.class, String.class,
                (network, text) -> network.contains(IpAddress.Network.of(text)));
        functions.member("ip", IP, CIDR, IpAddress.Network.class, IpAddress.Network::address);
        functions.member("prefixLength", SimpleType.INT, CIDR, IpAddress.Network.class, network -> (long) network.bits());
        functions.member("masked", CIDR, CIDR, IpAddress.Network.class, IpAddress.Network::masked);
    }

    private static boolean succeeds(Runnable attempt) {
        try {
            attempt.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
