package dev.reconcile.web;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.workshop.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Turns entries of the log into what pages and scripts read, with sentences in one language. */
final class WireEntries {
    private final Texts texts;

    WireEntries(Texts texts) {
        this.texts = texts;
    }

    WireEntry of(Entry e) {
        return switch (e.body()) {
            case Body.Act act -> new WireEntry.Act(e.position(), e.time(), e.actor(), e.cause(), lower(act.kind()), act.text(),
                    act.kind() == Body.ActKind.CHECKPOINT ? Json.EMPTY : act.details());
            case Body.Read read -> new WireEntry.Read(e.position(), e.time(), e.actor(), e.cause(), read.verb(), read.resource(),
                    read.namespace(), read.name());
            case Body.Change change -> change(e, change);
            case Body.Decision decision -> decision(e, decision);
            case Body.Refusal refusal -> new WireEntry.Refusal(e.position(), e.time(), e.actor(), e.cause(), refusal.target(), refusal.code(),
                    refusal.reason(), refusal.message());
            case Body.FileChanged file -> new WireEntry.File(e.position(), e.time(), e.actor(), e.cause(), lower(file.kind()), file.path(),
                    file.kind() == Body.FileChangeKind.WRITTEN ? file.content() : null);
            case Body.Output output -> new WireEntry.Output(e.position(), e.time(), e.actor(), e.cause(), lower(output.stream()), output.text());
            case Body.Exit exit -> new WireEntry.Exit(e.position(), e.time(), e.actor(), e.cause(), exit.code(), exit.directory());
            case Body.Achieved achieved ->
                new WireEntry.Achieved(e.position(), e.time(), e.actor(), e.cause(), achieved.exercise(), achieved.item());
        };
    }

    private static WireEntry change(Entry e, Body.Change change) {
        boolean added = change.kind() == Body.ChangeKind.ADDED;
        return new WireEntry.Change(e.position(), e.time(), e.actor(), e.cause(), change.kind().name(), change.after().apiVersion(),
                change.after().kind(), change.key().resource(), change.key().namespace(), change.key().name(), change.after().uid(),
                added ? shown(change.after()) : null,
                added ? null : MergePatch.between(shown(change.before()), shown(change.after())));
    }

    /** The page does not tell who owns which field, so the stream does not carry it. */
    private static Json shown(KubeObject object) {
        return object.with(null, "metadata", "managedFields").tree();
    }

    private WireEntry decision(Entry e, Body.Decision decision) {
        List<WireEntry.Step> steps = decision.steps().stream()
                .map(step -> new WireEntry.Step(step.action(), step.target(), step.reason().id(), texts.reason(step.reason())))
                .toList();
        String text = steps.stream().map(WireEntry.Step::text).filter(Objects::nonNull).distinct().collect(Collectors.joining(" "));
        return new WireEntry.Decision(e.position(), e.time(), e.actor(), e.cause(), decision.controller(), decision.key(),
                facts(decision.saw()), facts(decision.wanted()), steps, text);
    }

    private List<WireEntry.Fact> facts(Json facts) {
        List<WireEntry.Fact> named = new ArrayList<>();
        facts.forEach((name, value) -> named.add(new WireEntry.Fact(name, texts.fact(name), value)));
        return named;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
