package dev.reconcile.web;

import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Item;
import dev.reconcile.workshop.Language;
import dev.reconcile.workshop.Narration;
import dev.reconcile.workshop.Session;
import java.util.List;
import java.util.Locale;

/** The checklist as pages and scripts read it. */
final class Checklists {
    private Checklists() {}

    static ServerMessage.Checklist message(Session session) {
        Language language = session.language();
        Narration narration = session.narration();
        List<ServerMessage.ChecklistItem> items = session.checklist().stream().map(state -> item(state, narration, language)).toList();
        long[] score = session.score();
        return new ServerMessage.Checklist(session.exercise(), items, score[0], score[1], narration.cost(), narration.complete(),
                told(narration.news()), told(narration.questions()), narration.hints().stream().map(Checklists::hint).toList());
    }

    private static List<ServerMessage.Told> told(List<Narration.Told> told) {
        return told.stream().map(each -> new ServerMessage.Told(each.id(), each.text())).toList();
    }

    private static ServerMessage.Hint hint(Narration.HintTold hint) {
        return new ServerMessage.Hint(hint.item(), hint.tier(), hint.tiers(), hint.text(), hint.cost());
    }

    private static ServerMessage.ChecklistItem item(Grading.ItemState state, Narration narration, Language language) {
        Item item = state.item();
        boolean met = state.state() == Grading.State.MET;
        int shown = (int) narration.hints().stream().filter(hint -> hint.item().equals(item.id())).count();
        return new ServerMessage.ChecklistItem(
                item.id(),
                item.title().in(language.tag()),
                word(state.state()),
                met ? state.at() : null,
                state.state() == Grading.State.FAILED ? state.at() : null,
                met ? null : state.found(),
                met ? null : item.wanted().in(language.tag()),
                item.optional(),
                item.weight(),
                item.inFuture(),
                item.hints().size(),
                shown < item.hints().size() ? item.hints().get(shown).cost() : null);
    }

    static String word(Grading.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
