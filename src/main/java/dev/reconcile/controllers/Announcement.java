package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;

/** Events about a state that lasts. Upstream repeats them at each resync; here they are said once, so that a settled cluster stays silent. */
final class Announcement {
    private Announcement() {}

    static void once(Plan.Builder plan, View view, KubeObject about, String type, String reason, String message) {
        boolean said = view.eventsAbout(about.uid()).stream()
                .anyMatch(event -> reason.equals(event.tree().text("reason")) && message.equals(event.tree().text("message")));
        if (!said) {
            plan.event(about, type, reason, message);
        }
    }
}
