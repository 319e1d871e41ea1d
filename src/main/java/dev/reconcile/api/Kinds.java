package dev.reconcile.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry of kinds, in the order in which discovery lists them. */
public final class Kinds {
    private final Map<String, Kind> byResource = new LinkedHashMap<>();

    public Kinds(List<Kind> kinds) {
        for (Kind kind : kinds) {
            if (byResource.put(kind.resource(), kind) != null) {
                throw new IllegalArgumentException("two kinds are named " + kind.resource());
            }
        }
    }

    public Collection<Kind> all() {
        return byResource.values();
    }

    /** @param resource group-resource: {@code deployments.apps} */
    public Optional<Kind> resource(String resource) {
        return Optional.ofNullable(byResource.get(resource));
    }

    public Optional<Kind> of(String apiVersion, String kind) {
        return byResource.values().stream().filter(k -> k.apiVersion().equals(apiVersion) && k.kind().equals(kind)).findFirst();
    }

    /** The kind that an owner reference or an event names, whatever the version. */
    public Optional<Kind> ofGroup(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return byResource.values().stream().filter(k -> k.group().equals(group) && k.kind().equals(kind)).findFirst();
    }
}
