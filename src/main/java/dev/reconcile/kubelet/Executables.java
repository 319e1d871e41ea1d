package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Programs;
import dev.reconcile.shell.ShellLimits;
import dev.reconcile.shell.net.NetworkPrograms;
import dev.reconcile.shell.tools.StandardPrograms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What can be started in a container: the image's own programs, a shell and ordinary tools where the image has them, and the lab's small ones. */
final class Executables {
    private static final Programs TOOLS = StandardPrograms.all();
    private static final Programs BUSYBOX = StandardPrograms.busybox();
    private static final List<String> LAB_PROGRAMS = List.of("serve", "work", "crash", "oom");

    /** What a shell answers for a file that is there but cannot be run. */
    private static final int CANNOT_EXECUTE = 126;

    private final Image image;
    private final Host host;

    private Executables(Image image, Host host) {
        this.image = image;
        this.host = host;
    }

    static Executables of(Image image, Host host) {
        return new Executables(image, host);
    }

    /** Made when something is started: there are thousands of containers, and most start one thing. */
    private Launcher launcher() {
        Programs programs = switch (image.tools()) {
            case NONE -> Programs.none();
            case BUSYBOX -> BUSYBOX;
            case SHELL -> TOOLS;
        };
        Map<String, Program> layer = new TreeMap<>();
        if (image.tools() != Image.Tools.NONE) {
            LAB_PROGRAMS.forEach(name -> layer.put(name, words(name, host)));
        }
        if (image.tools() == Image.Tools.BUSYBOX) {
            layer.put("ps", Instant.of(invocation -> processes(invocation, host)));
        }
        image.network().forEach(set -> layer.putAll(NetworkPrograms.of(set)));
        layer.putAll(own(image, host));
        return Launcher.of(programs.under(layer), ShellLimits.CONTAINER);
    }

    /** Several of one name differ in the first argument: {@code agnhost netexec}. */
    private static Map<String, Routines> own(Image image, Host host) {
        Map<String, Routines> byName = new TreeMap<>();
        image.programs().forEach((written, lines) -> {
            String[] words = written.split(" ", 2);
            byName.computeIfAbsent(words[0], name -> new Routines()).add(words.length > 1 ? words[1] : "", new Routine(lines.lines().toList(), host));
        });
        return byName;
    }

    /** The container's first process, and the one that asks. */
    private static int processes(Invocation invocation, Host host) {
        invocation.io().out().write("PID   USER     TIME  COMMAND\n    1 root      0:00 " + String.join(" ", host.command()) + "\n   12 root      0:00 "
                + String.join(" ", invocation.args()) + "\n");
        return 0;
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

    /** The container's first process: it does not die of a signal that it has no handler for. */
    Launcher.Launch startFirst(Invocation invocation) {
        return lacks(invocation) ? missing() : launcher().startInit(placed(invocation));
    }

    /** A process beside the first. */
    Launcher.Launch start(Invocation invocation) {
        return lacks(invocation) ? missing() : launcher().start(placed(invocation));
    }

    Process restore(Invocation invocation, Json state) {
        return launcher().restore(placed(invocation), state);
    }

    /** An image's own programs also lie at the root, as those of small images do: {@code /coredns}. */
    private Invocation placed(Invocation invocation) {
        String name = invocation.name();
        boolean own = name.lastIndexOf('/') == 0 && own(image, host).containsKey(name.substring(1)) && invocation.files().at(name).isEmpty();
        return own ? invocation.withArgs(Stream.concat(Stream.of(name.substring(1)), invocation.operands().stream()).toList()) : invocation;
    }

    /** An image without tools has no shell either, only its own programs; busybox has no bash. */
    private boolean lacks(Invocation invocation) {
        String name = invocation.name().substring(invocation.name().lastIndexOf('/') + 1);
        return switch (image.tools()) {
            case NONE -> !image.programs().containsKey(name);
            case BUSYBOX -> name.equals("bash") || name.equals("dash");
            case SHELL -> name.equals("ash");
        };
    }

    private static Launcher.Launch missing() {
        return new Launcher.Launch(Optional.empty(), "not found", 127);
    }

    /** runc's words for a command that cannot be started. */
    static String problem(Launcher.Launch launch, String name) {
        if (launch.status() == CANNOT_EXECUTE) {
            return "exec: \"%s\": permission denied".formatted(name);
        }
        return name.contains("/")
                ? "exec: \"%s\": stat %s: no such file or directory".formatted(name, name)
                : "exec: \"%s\": executable file not found in $PATH".formatted(name);
    }
}
