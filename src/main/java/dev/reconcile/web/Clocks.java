package dev.reconcile.web;

import dev.reconcile.workshop.Answer;
import dev.reconcile.workshop.Instants;
import dev.reconcile.workshop.Problem;
import dev.reconcile.workshop.Session;
import java.util.OptionalLong;

/** Clock actions of the page and of scripts. */
final class Clocks {
    private Clocks() {}

    static Answer<Session.ClockState> act(Session session, ClientMessage.Clock action) {
        return switch (action.action()) {
            case "pause" -> Answer.good(session.pause());
            case "run" -> Answer.good(session.resume());
            case "step" -> Answer.good(session.step());
            case "next" -> Answer.good(session.next());
            case "speed" -> session.speed(action.speed() == null ? Double.NaN : action.speed());
            case "jump" -> jump(session, action.to());
            case null, default -> Answer.bad(Problem.Code.BAD_CLOCK_ACTION, String.valueOf(action.action()));
        };
    }

    private static Answer<Session.ClockState> jump(Session session, String to) {
        OptionalLong instant = Instants.parse(to, session.clock().now());
        return instant.isPresent() ? session.jump(instant.getAsLong()) : Answer.bad(Problem.Code.BAD_INSTANT, String.valueOf(to));
    }

    static ServerMessage.Clock message(Session.ClockState state) {
        return new ServerMessage.Clock(state.now(), state.running(), state.speed(), state.nextDue());
    }
}
