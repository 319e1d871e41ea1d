package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.FileLimits;
import dev.reconcile.shell.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The files below {@code /etc} that a kubelet and its runtime write for each pod: who it is, whom it knows, whom it asks
 * ({@code pkg/kubelet/kubelet_pods.go}, {@code managedHostsFileContent}; {@code pkg/kubelet/network/dns/dns.go}).
 */
final class HostFiles {
    /** The address of the Service kube-dns, as kubeadm gives it to every kubelet. */
    static final String CLUSTER_DNS = "10.96.0.10";

    private static final String CLUSTER_DOMAIN = "cluster.local";
    /** What a node itself asks. */
    private static final String NODE_DNS = "172.18.0.1";
    private static final String LOCAL_NAMES = """
            127.0.0.1	localhost
            ::1	localhost ip6-localhost ip6-loopback
            fe00::0	ip6-localnet
            fe00::0	ip6-mcastprefix
            fe00::1	ip6-allnodes
            fe00::2	ip6-allrouters
            """;

    private final String hostname;
    private final Supplier<String> hosts;
    private final Supplier<String> resolver;
    private final long writtenAt;
    private Files files;

    /** The texts are made when somebody looks: most containers never do. */
    private HostFiles(String hostname, Supplier<String> hosts, Supplier<String> resolver, long writtenAt) {
        this.hostname = hostname;
        this.hosts = hosts;
        this.resolver = resolver;
        this.writtenAt = writtenAt;
    }

    static HostFiles of(KubeObject pod, String ip, boolean hostNetwork, long now) {
        String name = hostname(pod, hostNetwork);
        return new HostFiles(name, () -> hosts(pod, name, ip, hostNetwork), () -> resolver(pod, hostNetwork), now);
    }

    String hostname() {
        return hostname;
    }

    static String hostname(KubeObject pod, boolean hostNetwork) {
        if (hostNetwork) {
            return pod.spec().textOrEmpty("nodeName");
        }
        return pod.spec().textOrEmpty("hostname").isEmpty() ? pod.name() : pod.spec().text("hostname");
    }

    private static String hosts(KubeObject pod, String name, String ip, boolean hostNetwork) {
        StringBuilder text = new StringBuilder("# Kubernetes-managed hosts file" + (hostNetwork ? " (host network)" : "") + ".\n").append(LOCAL_NAMES);
        String subdomain = pod.spec().textOrEmpty("subdomain");
        String domain = subdomain.isEmpty() ? "" : name + "." + subdomain + "." + pod.namespace() + ".svc." + CLUSTER_DOMAIN + "\t";
        text.append(ip).append('\t').append(domain).append(name).append('\n');
        List<Json> aliases = pod.spec().objects("hostAliases");
        if (!aliases.isEmpty()) {
            text.append("\n# Entries added by HostAliases.\n");
        }
        aliases.forEach(alias -> text.append(alias.textOrEmpty("ip")).append('\t').append(String.join("\t", alias.texts("hostnames"))).append('\n'));
        return text.toString();
    }

    private static String resolver(KubeObject pod, boolean hostNetwork) {
        String policy = pod.spec().textOrEmpty("dnsPolicy");
        List<String> servers = new ArrayList<>();
        List<String> search = new ArrayList<>();
        List<String> options = new ArrayList<>();
        boolean cluster = policy.equals("ClusterFirstWithHostNet") || (policy.isEmpty() || policy.equals("ClusterFirst")) && !hostNetwork;
        if (cluster) {
            servers.add(CLUSTER_DNS);
            search.addAll(List.of(pod.namespace() + ".svc." + CLUSTER_DOMAIN, "svc." + CLUSTER_DOMAIN, CLUSTER_DOMAIN));
            options.add("ndots:5");
        } else if (!policy.equals("None")) {
            servers.add(NODE_DNS);
        }
        Json own = pod.spec().object("dnsConfig");
        servers.addAll(own.texts("nameservers"));
        search.addAll(own.texts("searches"));
        for (Json option : own.objects("options")) {
            String name = option.textOrEmpty("name");
            options.removeIf(given -> given.equals(name) || given.startsWith(name + ":"));
            options.add(name + (option.has("value") ? ":" + option.textOrEmpty("value") : ""));
        }
        StringBuilder text = new StringBuilder(search.isEmpty() ? "" : "search " + String.join(" ", search) + "\n");
        servers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
        return text.append(options.isEmpty() ? "" : "options " + String.join(" ", options) + "\n").toString();
    }

    /** The files as a system of their own, from which they are mounted; as old as the pod, whoever looks when. */
    Files files(LongSupplier now) {
        if (files == null) {
            Files made = Files.empty(() -> files == null ? writtenAt : now.getAsLong(), FileLimits.CONTAINER);
            made.write("/hostname", hostname + "\n");
            made.write("/hosts", hosts.get());
            made.write("/resolv.conf", resolver.get());
            files = made;
        }
        return files;
    }

    Json save() {
        return Json.of("hostname", hostname, "hosts", hosts.get(), "resolver", resolver.get(), "writtenAt", writtenAt);
    }

    static HostFiles restore(Json saved) {
        return new HostFiles(saved.text("hostname"), () -> saved.text("hosts"), () -> saved.text("resolver"), saved.number(0, "writtenAt"));
    }
}
