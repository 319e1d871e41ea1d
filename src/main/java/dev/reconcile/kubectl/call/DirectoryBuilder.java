package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kinds;
import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import java.util.List;

/** Makes the objects of a directory that {@code -k} names. */
@FunctionalInterface
public interface DirectoryBuilder {
    /** In the order in which they should be made. */
    List<Json> build(Invocation invocation, Kinds kinds, String directory) throws CommandFailure;
}
