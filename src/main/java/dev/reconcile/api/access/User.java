package dev.reconcile.api.access;

import dev.reconcile.api.Options;
import java.util.ArrayList;
import java.util.List;

/** Somebody whose rights can be asked for. */
public record User(String name, List<String> groups) {
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final List<String> MASTERS = List.of("system:masters", "kubeadm:cluster-admins");

    /** The person whose cluster it is, who may do everything. */
    public static final User ADMIN = new User("kubernetes-admin", List.of("kubeadm:cluster-admins", "system:authenticated"));

    /** Who a request counts for. */
    static User of(Options options) {
        return options.impersonatedUser().isEmpty() ? ADMIN : named(options.impersonatedUser(), options.impersonatedGroups());
    }

    /** A service account is in the groups of all service accounts and of those of its namespace, whatever is said. */
    static User named(String name, List<String> groups) {
        List<String> all = new ArrayList<>(groups);
        if (name.startsWith(SERVICE_ACCOUNT)) {
            String[] parts = name.substring(SERVICE_ACCOUNT.length()).split(":", 2);
            all.addAll(List.of("system:serviceaccounts", "system:serviceaccounts:" + parts[0]));
        }
        if (!name.equals("system:anonymous") && !all.contains("system:authenticated")) {
            all.add("system:authenticated");
        }
        return new User(name, List.copyOf(all));
    }

    static String serviceAccount(String namespace, String name) {
        return SERVICE_ACCOUNT + namespace + ":" + name;
    }

    boolean mayEverything() {
        return groups.stream().anyMatch(MASTERS::contains);
    }
}
