package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.EntryJson;
import dev.reconcile.store.Log;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksTest {
    /** What went from an object must not come back when a session is loaded. */
    @Test
    void a_field_that_was_removed_is_still_removed_after_reading() {
        KubeObject before = KubeObject.of("v1", "Pod", "default", "a").with("uid-a", "metadata", "uid").with(List.of("x/held"), "metadata", "finalizers");
        KubeObject after = before.with(null, "metadata", "finalizers");
        Entry entry = new Log().append(1, "test", 0,
                new Body.Change(Body.ChangeKind.MODIFIED, new ObjectKey("pods", "default", "a"), before, after));
        List<Json> read = Chunks.entries(Chunks.of(List.of(entry)));

        assertThat(read).containsExactly(EntryJson.write(entry));
    }
}
