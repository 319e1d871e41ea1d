package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Watch;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** A watch on objects of one kind from now on: what has changed since the last look, as far as the selectors let it through. */
public final class Watching {
    /** @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED} */
    public record Event(String type, KubeObject object) {}

    private final Watch watch;

    /** @param name of the only object, or empty for all that the options select */
    public Watching(Call call, Kind kind, String namespace, String name, Options options) throws CommandFailure {
        String now = Long.toString(call.client().position());
        Request request = Request.watch(call.caller(), kind.resource(), kind.namespaced() ? namespace : "", name, options.with("resourceVersion", now));
        this.watch = ((Reply.Watching) call.send(request)).watch();
    }

    /** What has changed since the last call, oldest first. */
    public List<Event> next() {
        return watch.next().stream().map(event -> new Event(event.type().name(), event.object())).toList();
    }
}
