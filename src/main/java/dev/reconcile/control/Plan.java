package dev.reconcile.control;

import dev.reconcile.api.Options;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What a reconciler decided: what it saw, what it wants, and the ordered steps from one to the other. A plan without steps is not logged.
 *
 * @param saw facts, shown to the learner: {@code {"ready": 2}}
 * @param wanted aims, shown beside them: {@code {"replicas": 3}}
 * @param lookAgainAt virtual milliseconds at which to reconcile again although nothing changed
 */
public record Plan(Json saw, Json wanted, List<Step> steps, OptionalLong lookAgainAt) {
    public static final Plan NOTHING = new Plan(Json.EMPTY, Json.EMPTY, List.of(), OptionalLong.empty());

    /**
     * One intent with its reason.
     *
     * @param otherwise what to do instead of it and of all that follows when the API refuses it; null for nothing. Either way the plan ends
     *     there, and the key is retried with back-off
     */
    public record Step(Intent intent, Reason reason, Function<Status, List<Step>> otherwise) {}

    /** What can be intended. */
    public sealed interface Intent {
        /** The intent as a word: {@code create}, {@code update}, … */
        String action();

        /** Kind and name of what it is done to. */
        String target();

        record Create(String resource, KubeObject object) implements Intent {
            @Override
            public String action() {
                return "create";
            }

            @Override
            public String target() {
                boolean unnamed = object.name().isEmpty();
                return object.kind() + "/" + (unnamed ? object.metadata().textOrEmpty("generateName") + "*" : object.name());
            }
        }

        /** Writes the whole object, at the revision that the reconciler saw. */
        record Update(String resource, KubeObject object) implements Intent {
            @Override
            public String action() {
                return "update";
            }

            @Override
            public String target() {
                return object.kind() + "/" + object.name();
            }
        }

        /**
         * Writes the status, over whatever there is.
         *
         * @param annotations to set beside it: a status write carries annotations too, as upstream's strategies let it; empty for none
         */
        record SetStatus(ObjectKey key, String kind, Json status, Json annotations) implements Intent {
            public SetStatus(ObjectKey key, String kind, Json status) {
                this(key, kind, status, Json.EMPTY);
            }

            @Override
            public String action() {
                return "status";
            }

            @Override
            public String target() {
                return kind + "/" + key.name();
            }
        }

        record Delete(ObjectKey key, String kind, Options options) implements Intent {
            @Override
            public String action() {
                return "delete";
            }

            @Override
            public String target() {
                return kind + "/" + key.name();
            }
        }

        /** Any other request on a subresource: binding, eviction. */
        record Post(ObjectKey key, String kind, String subresource, Json body) implements Intent {
            @Override
            public String action() {
                return subresource;
            }

            @Override
            public String target() {
                return kind + "/" + key.name();
            }
        }

        /** Writes a subresource that has an object of its own: a scale. */
        record Put(ObjectKey key, String kind, String subresource, Json body) implements Intent {
            @Override
            public String action() {
                return subresource;
            }

            @Override
            public String target() {
                return kind + "/" + key.name();
            }
        }

        /** Records a Kubernetes event; recording never fails a plan. */
        record Event(EventRecord event) implements Intent {
            @Override
            public String action() {
                return "event";
            }

            @Override
            public String target() {
                return event.about().kind() + "/" + event.about().name();
            }
        }

        /**
         * Something on the reconciler's own side of the API: the kubelet starts a container. The work is done when its turn in the plan
         * comes.
         */
        record Local(String action, String target, Runnable work) implements Intent {}
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects steps in order. */
    public static final class Builder {
        private Json saw = Json.EMPTY;
        private Json wanted = Json.EMPTY;
        private final List<Step> steps = new ArrayList<>();
        private OptionalLong lookAgainAt = OptionalLong.empty();

        /** A fact; values that are null are left out. */
        public Builder saw(String name, Object value) {
            saw = saw.with(name, value);
            return this;
        }

        public Builder wanted(String name, Object value) {
            wanted = wanted.with(name, value);
            return this;
        }

        public Builder step(Intent intent, Reason reason) {
            return step(intent, reason, null);
        }

        public Builder step(Intent intent, Reason reason, Function<Status, List<Step>> otherwise) {
            steps.add(new Step(intent, reason, otherwise));
            return this;
        }

        public Builder create(String resource, KubeObject object, Reason reason) {
            return step(new Intent.Create(resource, object), reason);
        }

        public Builder update(String resource, KubeObject object, Reason reason) {
            return step(new Intent.Update(resource, object), reason);
        }

        /** Writes the status if it differs from the object's. */
        public Builder status(String resource, KubeObject object, Json status, Reason reason) {
            return object.status().equals(status)
                    ? this
                    : step(new Intent.SetStatus(new ObjectKey(resource, object.namespace(), object.name()), object.kind(), status), reason);
        }

        public Builder delete(String resource, KubeObject object, Options options, Reason reason) {
            return step(new Intent.Delete(new ObjectKey(resource, object.namespace(), object.name()), object.kind(), options), reason);
        }

        public Builder event(KubeObject about, String type, String reason, String message) {
            return step(new Intent.Event(new EventRecord(about, type, reason, message)), Reason.of("event"));
        }

        /** Reconcile again then, though nothing changes; the earliest of several calls counts. */
        public Builder lookAgainAt(long millis) {
            lookAgainAt = OptionalLong.of(Math.min(millis, lookAgainAt.orElse(millis)));
            return this;
        }

        public Plan build() {
            return new Plan(saw, wanted, List.copyOf(steps), lookAgainAt);
        }
    }
}
