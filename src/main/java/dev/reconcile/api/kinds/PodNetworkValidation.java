package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.List;

/** What a pod says about names and addresses ({@code validatePodDNSConfig}, {@code ValidateHostAliases}). */
final class PodNetworkValidation {
    private static final int MOST_SERVERS = 3;
    private static final int MOST_SEARCHES = 32;
    private static final int SEARCH_CHARACTERS = 2048;

    private PodNetworkValidation() {}

    static void dns(Json spec, String path, Problems problems) {
        Json config = spec.object("dnsConfig");
        List<String> servers = config.texts("nameservers");
        if (spec.textOrEmpty("dnsPolicy").equals("None")) {
            if (!spec.has("dnsConfig")) {
                problems.required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
                return;
            }
            if (servers.isEmpty()) {
                problems.required(path + ".nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None");
                return;
            }
        }
        if (servers.size() > MOST_SERVERS) {
            problems.invalid(path + ".nameservers", servers, "must not have more than " + MOST_SERVERS + " nameservers");
        }
        for (int i = 0; i < servers.size(); i++) {
            Checks.wrong(Formats.address(servers.get(i)), path + ".nameservers[" + i + "]", servers.get(i), problems);
        }
        searches(config.texts("searches"), path + ".searches", problems);
        List<Json> options = config.objects("options");
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).textOrEmpty("name").isEmpty()) {
                problems.required(path + ".options[" + i + "]", "must not be empty");
            }
        }
    }

    private static void searches(List<String> searches, String path, Problems problems) {
        if (searches.size() > MOST_SEARCHES) {
            problems.invalid(path, searches, "must not have more than " + MOST_SEARCHES + " search paths");
        }
        if (String.join(" ", searches).length() > SEARCH_CHARACTERS) {
            problems.invalid(path, searches, "must not have more than " + SEARCH_CHARACTERS + " characters (including spaces) in the search list");
        }
        for (int i = 0; i < searches.size(); i++) {
            String bare = searches.get(i).replaceFirst("\\.$", "");
            if (!searches.get(i).equals(".")) {
                Checks.wrong(Formats.searchDomain(bare), path + "[" + i + "]", bare, problems);
            }
        }
    }

    static void aliases(List<Json> aliases, String path, Problems problems) {
        for (int i = 0; i < aliases.size(); i++) {
            String address = aliases.get(i).textOrEmpty("ip");
            Checks.wrong(Formats.address(address), path + "[" + i + "].ip", address, problems);
            List<String> names = aliases.get(i).texts("hostnames");
            for (int h = 0; h < names.size(); h++) {
                Checks.wrong(Names.subdomain(names.get(h)), path + "[" + i + "].hostnames[" + h + "]", names.get(h), problems);
            }
        }
    }
}
