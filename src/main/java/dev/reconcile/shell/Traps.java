package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code trap}. */
final class Traps {
    private Traps() {}

    static int run(Call call) {
        List<String> operands = call.operands();
        boolean shows = !operands.isEmpty() && operands.getFirst().equals("-p") && !call.dash();
        if (shows || !operands.isEmpty() && operands.getFirst().equals("--")) {
            operands = operands.subList(1, operands.size());
        }
        if (operands.isEmpty() || shows) {
            return show(call, operands);
        }
        boolean resets = operands.size() == 1 || operands.getFirst().equals("-") || operands.getFirst().matches("\\d+");
        List<String> names = resets && !operands.getFirst().equals("-") ? operands : operands.subList(1, operands.size());
        int status = 0;
        for (String written : names) {
            Optional<String> name = name(written, call.dash());
            if (name.isEmpty()) {
                status = call.fail("trap: " + written + ": " + (call.dash() ? "bad trap" : "invalid signal specification"), 1);
            } else if (resets) {
                call.shell().traps().remove(name.get());
            } else {
                call.shell().traps().put(name.get(), operands.getFirst());
            }
        }
        return status;
    }

    private static int show(Call call, List<String> names) {
        call.shell().traps().forEach((name, commands) -> {
            if (names.isEmpty() || names.stream().anyMatch(each -> name(each, false).equals(Optional.of(name)))) {
                boolean signal = !call.dash() && !name.equals("EXIT") && !name.equals("ERR");
                call.print("trap -- " + (call.dash() ? Quoting.quote(commands) : Quoting.always(commands)) + " " + (signal ? "SIG" : "") + name + "\n");
            }
        });
        return 0;
    }

    private static Optional<String> name(String written, boolean dash) {
        String name = written.startsWith("SIG") ? written.substring(3) : written;
        if (name.equals("EXIT") || name.equals("0")) {
            return Optional.of("EXIT");
        }
        if (name.equals("ERR") && !dash) {
            return Optional.of(name);
        }
        return Arrays.stream(Signal.values()).filter(signal -> signal.name().equals(name) || Integer.toString(signal.number()).equals(name)).map(Signal::name)
                .findFirst();
    }
}
