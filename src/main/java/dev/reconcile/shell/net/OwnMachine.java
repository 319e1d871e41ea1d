package dev.reconcile.shell.net;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Programs;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.List;
import java.util.Optional;

/**
 * The network programs of a person's own machine, which stands outside of the cluster: where they fail because of that, they say so, and what works
 * instead.
 */
public final class OwnMachine {
    private static final String WHERE = ": this terminal is your own machine, outside of the cluster: its names and addresses work inside only."
            + " Ask from inside (kubectl run -it --rm debug --image=busybox --restart=Never -- %s),"
            + " or forward a port (kubectl port-forward svc/NAME 8080:80 &), or use a NodePort on a node's address.";
    /** Curl's codes for a name that does not resolve, a refused connection, and none at all; the others' for any failure. */
    private static final List<Integer> UNREACHABLE = List.of(1, 6, 7, 28);

    private OwnMachine() {}

    public static Programs with(Programs programs) {
        return programs.with("curl", explained(Curl.PROGRAM, "wget -qO- http://NAME")).with("wget", explained(BusyboxWget.PROGRAM, "wget -qO- http://NAME"))
                .with("nslookup", explained(Nslookup.BIND, "nslookup NAME")).with("ping", explained(Ping.PROGRAM, "ping NAME"))
                .with("nc", explained(Nc.PROGRAM, "nc NAME 80"));
    }

    private static Program explained(Program program, String inside) {
        return new Program() {
            @Override
            public Process start(Invocation invocation) {
                return new Explained(program.start(invocation), invocation, inside);
            }

            @Override
            public Process restore(Invocation invocation, Json state) {
                return new Explained(program.restore(invocation, state), invocation, inside);
            }
        };
    }

    private record Explained(Process process, Invocation invocation, String inside) implements Process {
        @Override
        public Progress advance() {
            Progress progress = process.advance();
            if (progress instanceof Progress.Exited exited && UNREACHABLE.contains(exited.code())) {
                invocation.io().err().line(invocation.name() + WHERE.formatted(inside));
            }
            return progress;
        }

        @Override
        public void signal(Signal signal) {
            process.signal(signal);
        }

        @Override
        public Optional<Json> save() {
            return process.save();
        }
    }
}
