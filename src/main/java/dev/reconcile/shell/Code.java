package dev.reconcile.shell;

import java.util.List;

/** Shell commands as a flat list of steps, so that "where we are" is a number. */
record Code(List<Step> steps) {
    Code {
        steps = List.copyOf(steps);
    }
}
