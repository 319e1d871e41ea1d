package dev.reconcile.shell;

import dev.reconcile.shell.Command.Assignment;
import dev.reconcile.shell.Subscripts.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The assignments of one command: expanded first, made when everything of the command is expanded. */
final class Assigning {
    /** One of them, expanded. */
    record Assigned(Assignment written, String subscript, String value, List<Entry> entries) {
        String name() {
            return written.name();
        }

        /** As {@code set -x} shows it. */
        String trace() {
            String place = written.name() + (subscript == null ? "" : "[" + subscript + "]") + (written.append() ? "+=" : "=");
            return place + (entries == null ? Quoting.trace(value) : entries.stream()
                    .map(entry -> (entry.subscript() == null ? "" : "[" + entry.subscript() + "]=") + Quoting.trace(entry.value()))
                    .collect(Collectors.joining(" ", "(", ")")));
        }
    }

    private final Shell shell;
    private final ShellState state;

    Assigning(Shell shell) {
        this.shell = shell;
        this.state = shell.state();
    }

    /** Each assignment sees those before it, although they are made for good only when everything is expanded. */
    List<Assigned> expand(List<Assignment> assignments) {
        List<Assigned> expanded = new ArrayList<>();
        SortedMap<String, Variables.Variable> before = new TreeMap<>();
        try {
            for (Assignment assignment : assignments) {
                Assigned each = expand(assignment);
                expanded.add(each);
                if (each.entries() == null && each.subscript() == null && !assignment.append() && !state.variables().isReadOnly(each.name())) {
                    before.putIfAbsent(each.name(), state.variables().variable(each.name()));
                    state.variables().putBack(each.name(), null);
                    state.variables().set(each.name(), each.value());
                }
            }
        } finally {
            before.forEach(state.variables()::putBack);
        }
        return expanded;
    }

    private Assigned expand(Assignment assignment) {
        Expander expander = shell.expander();
        if (assignment.elements() == null) {
            String subscript = assignment.subscript() == null ? null : expander.single(assignment.subscript());
            return new Assigned(assignment, subscript, expander.single(assignment.value()), null);
        }
        List<Entry> entries = new ArrayList<>();
        for (Word word : assignment.elements()) {
            Optional<Assignment> element = AssignmentWords.element(word);
            if (element.isPresent()) {
                entries.add(new Entry(expander.single(element.get().subscript()), expander.single(element.get().value())));
            } else {
                expander.fields(List.of(word)).forEach(field -> entries.add(new Entry(null, field)));
            }
        }
        return new Assigned(assignment, null, null, entries);
    }

    void make(Assigned each) {
        boolean append = each.written().append();
        if (each.entries() != null) {
            Subscripts.setAll(state, each.name(), each.entries(), append);
        } else if (each.subscript() != null) {
            Subscripts.set(state, each.name(), each.subscript(), append ? added(Subscripts.get(state, each.name(), each.subscript()), each) : each.value());
        } else {
            state.assign(each.name(), append ? added(state.value(each.name()), each) : each.value());
        }
    }

    private String added(String old, Assigned each) {
        return state.variables().all(each.name()).integer() ? (old == null ? "0" : old) + "+(" + each.value() + ")" : (old == null ? "" : old) + each.value();
    }
}
