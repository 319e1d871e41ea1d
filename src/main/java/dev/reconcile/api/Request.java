package dev.reconcile.api;

import dev.reconcile.api.ownership.Owner;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;

/**
 * A verb on a resource.
 *
 * @param resource group-resource: {@code pods}, {@code deployments.apps}
 * @param namespace empty for cluster-scoped resources and for lists over all namespaces
 * @param name empty for lists and creations
 * @param subresource {@code status}, {@code scale}, … or empty
 * @param body the object to write, or null
 * @param patch the patch, or null
 */
public record Request(
        Caller caller,
        Verb verb,
        String resource,
        String namespace,
        String name,
        String subresource,
        Json body,
        Patch patch,
        Options options) {

    public static Request get(Caller caller, ObjectKey key) {
        return new Request(caller, Verb.GET, key.resource(), key.namespace(), key.name(), "", null, null, Options.NONE);
    }

    public static Request list(Caller caller, String resource, String namespace, Options options) {
        return new Request(caller, Verb.LIST, resource, namespace, "", "", null, null, options);
    }

    /** @param name of the only object to watch, or empty */
    public static Request watch(Caller caller, String resource, String namespace, String name, Options options) {
        return new Request(caller, Verb.WATCH, resource, namespace, name, "", null, null, options);
    }

    public static Request create(Caller caller, String resource, String namespace, Json body, Options options) {
        return new Request(caller, Verb.CREATE, resource, namespace, "", "", body, null, options);
    }

    public static Request update(Caller caller, String resource, KubeObject object, Options options) {
        return new Request(caller, Verb.UPDATE, resource, object.namespace(), object.name(), "", object.tree(), null, options);
    }

    public static Request patch(Caller caller, ObjectKey key, Patch patch, Options options) {
        return new Request(caller, Verb.PATCH, key.resource(), key.namespace(), key.name(), "", null, patch, options);
    }

    public static Request delete(Caller caller, ObjectKey key, Options options) {
        return new Request(caller, Verb.DELETE, key.resource(), key.namespace(), key.name(), "", null, null, options);
    }

    /** The same on a subresource. */
    public Request on(String subresource) {
        return new Request(caller, verb, resource, namespace, name, subresource, body, patch, options);
    }

    /** The same about another resource, whose fields may have other names. */
    Request of(String otherResource, String fieldSelector) {
        Options same = fieldSelector.equals(options.fieldSelector()) ? options : options.with("fieldSelector", fieldSelector);
        return new Request(caller, verb, otherResource, namespace, name, subresource, body, patch, same);
    }

    Request with(Json otherBody) {
        return new Request(caller, verb, resource, namespace, name, subresource, otherBody, patch, options);
    }

    Request with(Patch otherPatch) {
        return new Request(caller, verb, resource, namespace, name, subresource, body, otherPatch, options);
    }

    Request updating(Json object) {
        return new Request(caller, Verb.UPDATE, resource, namespace, name, subresource, object, null, options);
    }

    /** Who writes, for managedFields: the {@code fieldManager} asked for, or the caller's program. */
    Owner manager(String operation, Kind kind) {
        String named = options.fieldManager();
        return new Owner(named.isEmpty() ? caller.program() : named, operation, kind.apiVersion(), subresource);
    }

    /** As authorisation and the log of reads name it: {@code pods}, {@code pods/exec}. */
    public String fullResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    public ObjectKey key() {
        return new ObjectKey(resource, namespace, name);
    }
}
