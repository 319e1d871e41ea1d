package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.List;
import java.util.Optional;

/** The builtins for background jobs. */
final class JobBuiltins {
    private static final String FIRST = "1";
    private static final int NOT_A_CHILD = 127;

    private JobBuiltins() {}

    static int run(Call call) {
        return switch (call.args().getFirst()) {
            case "jobs" -> jobs(call);
            case "fg" -> foreground(call);
            case "bg" -> background(call);
            case "wait" -> await(call);
            case "kill" -> kill(call);
            default -> disown(call);
        };
    }

    private static int jobs(Call call) {
        Jobs jobs = call.shell().jobs;
        boolean pids = call.operands().contains("-p");
        for (Jobs.Entry entry : jobs.all()) {
            call.print((pids ? Long.toString(entry.pid) : jobs.line(entry)) + "\n");
        }
        jobs.all().stream().filter(entry -> !entry.running()).forEach(jobs::forget);
        return 0;
    }

    private static Optional<Jobs.Entry> named(Call call) {
        return call.shell().jobs.find(call.operands().isEmpty() ? "" : call.operands().getFirst());
    }

    private static int missing(Call call) {
        String name = call.args().getFirst();
        return call.fail(name + ": " + (call.operands().isEmpty() ? "current" : call.operands().getFirst()) + ": no such job", 1);
    }

    private static int foreground(Call call) {
        if (!call.state().interactive()) {
            return call.fail("fg: no job control", 1);
        }
        Optional<Jobs.Entry> entry = named(call);
        if (entry.isEmpty() || !entry.get().running()) {
            return missing(call);
        }
        call.print(entry.get().text + "\n");
        call.shell().jobs.forget(entry.get());
        call.shell().job = entry.get().job;
        return Builtins.MOVED;
    }

    /** Every job in the background is running already: nothing stops jobs here. */
    private static int background(Call call) {
        if (!call.state().interactive()) {
            return call.fail("bg: no job control", 1);
        }
        Optional<Jobs.Entry> entry = named(call);
        return entry.isEmpty() ? missing(call) : call.fail("bg: job " + entry.get().number + " already in background", 0);
    }

    private static int await(Call call) {
        Jobs jobs = call.shell().jobs;
        if (call.operands().isEmpty()) {
            if (jobs.running()) {
                return Builtins.WAITS;
            }
            if (!call.state().interactive()) {
                jobs.all().forEach(jobs::forget);
            }
            return 0;
        }
        if (call.operands().getFirst().equals("-n") && !call.dash()) {
            return awaitNext(jobs);
        }
        int status = 0;
        for (String operand : call.operands()) {
            Optional<Jobs.Entry> entry = jobs.find(operand);
            if (entry.isPresent() && entry.get().running()) {
                return Builtins.WAITS;
            }
            status = entry.map(Jobs.Entry::status).orElse(NOT_A_CHILD);
            if (entry.map(Jobs.Entry::wasKilled).orElse(false) && call.dash()) {
                call.io().err().line(entry.get().state());
            }
            if (entry.isEmpty() && !call.dash()) {
                call.fail("wait: " + (operand.startsWith("%") ? operand + ": no such job" : "pid " + operand + " is not a child of this shell"), status);
            }
        }
        return status;
    }

    /** The first job that is over. */
    private static int awaitNext(Jobs jobs) {
        Optional<Jobs.Entry> over = jobs.all().stream().filter(entry -> !entry.running()).findFirst();
        if (over.isEmpty()) {
            return jobs.running() ? Builtins.WAITS : NOT_A_CHILD;
        }
        jobs.forget(over.get());
        return over.get().status();
    }

    private static int disown(Call call) {
        Optional<Jobs.Entry> entry = named(call);
        return entry.isEmpty() ? missing(call) : 0;
    }

    private static int kill(Call call) {
        List<String> operands = call.operands();
        Signal signal = Signal.TERM;
        if (!operands.isEmpty() && operands.getFirst().equals("-l")) {
            return list(call, operands.subList(1, operands.size()));
        }
        if (!operands.isEmpty() && operands.getFirst().startsWith("-")) {
            boolean apart = operands.getFirst().equals("-s") && operands.size() > 1;
            String written = apart ? operands.get(1) : operands.getFirst().substring(1);
            Optional<Signal> found = Signal.named(written);
            if (written.equals("0")) {
                return probe(call, operands.subList(apart ? 2 : 1, operands.size()));
            }
            if (found.isEmpty()) {
                return call.fail("kill: " + written + ": invalid signal specification", 1);
            }
            signal = found.get();
            operands = operands.subList(apart ? 2 : 1, operands.size());
        }
        if (operands.isEmpty() && call.state().dialect() == Dialect.ASH) {
            return call.fail("you need to specify whom to kill", 1);
        }
        if (operands.isEmpty()) {
            call.io().err().line("kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]");
            return 2;
        }
        int status = 0;
        for (String operand : operands) {
            status = Math.max(status, kill(call, operand, signal));
        }
        return status;
    }

    private static int list(Call call, List<String> numbers) {
        int status = 0;
        for (String number : numbers) {
            Optional<Signal> signal = number.matches("\\d{1,3}") ? Signal.named(Integer.toString(Integer.parseInt(number) & 0x7f)) : Signal.named(number);
            if (signal.isEmpty()) {
                status = call.fail("kill: " + number + ": invalid signal specification", 1);
            } else {
                call.print((number.matches("\\d+") ? signal.get().name() : Integer.toString(signal.get().number())) + "\n");
            }
        }
        return numbers.isEmpty() ? call.print("HUP INT QUIT KILL PIPE TERM\n") : status;
    }

    /** {@code kill -0}: whether they are there. */
    private static int probe(Call call, List<String> operands) {
        int status = 0;
        for (String operand : operands) {
            boolean there = call.shell().jobs.find(operand).filter(Jobs.Entry::running).isPresent() || isShell(call, operand);
            status = there ? status : call.fail("kill: (" + operand + ") - No such process", 1);
        }
        return status;
    }

    private static boolean isShell(Call call, String operand) {
        return operand.equals(call.state().value("$"));
    }

    private static int kill(Call call, String operand, Signal signal) {
        // A shell that was started beside the first process of a container is another one than that, whatever it takes itself for.
        if (operand.equals(FIRST) && !call.shell().init && call.shell().invocation().world().signal(1, signal)) {
            return 0;
        }
        if (isShell(call, operand) && !call.shell().init && !call.state().interactive()) {
            call.shell().signal(signal);
            return 0;
        }
        Optional<Jobs.Entry> entry = call.shell().jobs.find(operand);
        if (entry.isPresent() && entry.get().running()) {
            entry.get().signal(signal);
            return 0;
        }
        if (operand.startsWith("%")) {
            return call.fail("kill: " + operand + ": no such job", 1);
        }
        if (!operand.matches("-?\\d+")) {
            return call.fail(call.state().dialect() == Dialect.ASH ? "invalid number '" + operand + "'" : "kill: " + operand + ": arguments must be process or job IDs", 1);
        }
        boolean known = call.shell().invocation().world().signal(Long.parseLong(operand), signal);
        return known ? 0 : call.fail("kill: (" + operand + ") - No such process", 1);
    }
}
