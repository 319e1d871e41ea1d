package dev.reconcile.model;

/**
 * Where an object lives.
 *
 * @param resource group-resource as Kubernetes writes it: {@code pods}, {@code deployments.apps}
 * @param namespace empty for cluster-scoped objects
 */
public record ObjectKey(String resource, String namespace, String name) implements Comparable<ObjectKey> {
    /** {@code namespace/name}, or the name alone where there is no namespace: the key of a work queue. */
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** Reads what {@link #path} wrote. */
    public static ObjectKey of(String resource, String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? new ObjectKey(resource, "", path) : new ObjectKey(resource, path.substring(0, slash), path.substring(slash + 1));
    }

    /** The least that tells keys apart first: names differ most. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ObjectKey key && name.equals(key.name) && resource.equals(key.resource) && namespace.equals(key.namespace);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * resource.hashCode() + namespace.hashCode()) + name.hashCode();
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byResource = resource.compareTo(other.resource);
        if (byResource != 0) {
            return byResource;
        }
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return resource + " " + path();
    }
}
