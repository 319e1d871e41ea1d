package dev.reconcile.web;

import dev.reconcile.exercise.Grading;
import dev.reconcile.workshop.Language;
import dev.reconcile.workshop.Session;
import java.util.List;
import java.util.Locale;

/** The checklist as pages and scripts read it. */
final class Checklists {
    private Checklists() {}

    static ServerMessage.Checklist message(Session session) {
        Language language = session.language();
        List<ServerMessage.ChecklistItem> items = session.checklist().stream().map(state -> item(state, language)).toList();
        long[] score = session.score();
        return new ServerMessage.Checklist(items, (int) score[0], (int) score[1]);
    }

    private static ServerMessage.ChecklistItem item(Grading.ItemState state, Language language) {
        boolean met = state.state() == Grading.State.MET;
        return new ServerMessage.ChecklistItem(
                state.item().id(),
                state.item().title().in(language.tag()),
                state.state().name().toLowerCase(Locale.ROOT),
                met ? state.at() : null,
                met ? null : state.found(),
                met ? null : state.item().wanted().in(language.tag()),
                state.item().optional());
    }
}
