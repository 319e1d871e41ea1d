package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Programs;
import java.util.List;
import java.util.Optional;

/** What can be started in a container: the image's own programs, and the lab's small ones. */
final class Executables {
    private final Programs programs;

    private Executables(Programs programs) {
        this.programs = programs;
    }

    static Executables of(Image image, Host host) {
        Programs programs = Programs.none();
        if (image.tools() == Image.Tools.SHELL) {
            for (String name : List.of("serve", "work", "crash", "oom", "sleep")) {
                programs = programs.with(name, words(name, host));
            }
        }
        for (var program : image.programs().entrySet()) {
            programs = programs.with(program.getKey(), new Routine(program.getValue().lines().toList(), host));
        }
        return new Executables(programs);
    }

    /** One line of a routine, given as arguments. */
    private static Program words(String name, Host host) {
        return new Program() {
            @Override
            public Process start(Invocation invocation) {
                return routine(invocation).start(invocation);
            }

            @Override
            public Process restore(Invocation invocation, Json state) {
                return routine(invocation).restore(invocation, state);
            }

            private Routine routine(Invocation invocation) {
                return new Routine(List.of((name + " " + String.join(" ", invocation.operands())).strip()), host);
            }
        };
    }

    /** Empty if there is no such program. */
    Optional<Process> start(Invocation invocation) {
        return programs.find(invocation.name()).map(program -> program.start(invocation));
    }

    Process restore(Invocation invocation, Json state) {
        return programs.find(invocation.name()).orElseThrow().restore(invocation, state);
    }
}
