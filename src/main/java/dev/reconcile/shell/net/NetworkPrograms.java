package dev.reconcile.shell.net;

import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import java.util.Map;
import java.util.TreeMap;

/** The programs of this package, in the sets in which systems have them. */
public final class NetworkPrograms {
    private NetworkPrograms() {}

    /**
     * A set, by name.
     *
     * @param set {@code busybox} (1.29 and later), {@code busybox-1.28}, {@code curl}, or {@code bind} for BIND's nslookup
     */
    public static Map<String, Program> of(String set) {
        return switch (set) {
            case "busybox" -> busybox(Nslookup.BUSYBOX);
            case "busybox-1.28" -> busybox(Nslookup.OLD_BUSYBOX);
            case "curl" -> Map.of("curl", Curl.PROGRAM);
            case "bind" -> Map.of("nslookup", Nslookup.BIND);
            default -> throw new IllegalArgumentException("no set of network programs is named " + set);
        };
    }

    private static Map<String, Program> busybox(Program nslookup) {
        Map<String, Program> set = new TreeMap<>();
        set.put("ifconfig", Instant.of(NetworkPrograms::ifconfig));
        set.put("ip", Instant.of(NetworkPrograms::ip));
        set.put("nc", Nc.PROGRAM);
        set.put("nslookup", nslookup);
        set.put("ping", Ping.PROGRAM);
        set.put("wget", BusyboxWget.PROGRAM);
        return set;
    }

    private static int ip(Invocation invocation) {
        String address = invocation.world().network().address();
        String what = invocation.operands().isEmpty() ? "" : invocation.operands().getFirst();
        if (what.startsWith("a")) {
            invocation.io().out().write("""
                    1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000
                        link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
                        inet 127.0.0.1/8 scope host lo
                           valid_lft forever preferred_lft forever
                    2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue
                        inet %s/24 brd %s scope global eth0
                           valid_lft forever preferred_lft forever
                    """.formatted(address, address.replaceFirst("\\d+$", "255")));
            return 0;
        }
        if (what.startsWith("r")) {
            String gateway = address.replaceFirst("\\d+$", "1");
            invocation.io().out().write("default via " + gateway + " dev eth0\n" + address.replaceFirst("\\d+$", "0") + "/24 dev eth0 scope link  src " + address + "\n");
            return 0;
        }
        invocation.io().err().line("BusyBox v1.36.1 multi-call binary.\n\nUsage: ip [OPTIONS] address|route [ARGS]");
        return 1;
    }

    private static int ifconfig(Invocation invocation) {
        String address = invocation.world().network().address();
        invocation.io().out().write("""
                eth0      Link encap:Ethernet
                          inet addr:%s  Bcast:%s  Mask:255.255.255.0
                          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1

                lo        Link encap:Local Loopback
                          inet addr:127.0.0.1  Mask:255.0.0.0
                          UP LOOPBACK RUNNING  MTU:65536  Metric:1

                """.formatted(address, address.replaceFirst("\\d+$", "255")));
        return 0;
    }
}
