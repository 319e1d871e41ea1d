package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code read}, and bash's {@code mapfile}. */
final class Reading {
    private final Call call;
    private final List<String> names;
    private boolean raw;
    private String array;
    private String delimiter = "\n";
    private int most = Integer.MAX_VALUE;
    private boolean timed;
    private String wrongOption;

    private Reading(Call call) {
        this.call = call;
        this.names = new ArrayList<>(call.operands());
    }

    static int read(Call call) {
        return new Reading(call).read();
    }

    private void options() {
        while (!names.isEmpty() && names.getFirst().startsWith("-") && names.getFirst().length() > 1) {
            String option = names.removeFirst();
            if (option.equals("--")) {
                return;
            }
            for (int i = 1; i < option.length(); i++) {
                char letter = option.charAt(i);
                boolean takes = (call.dash() ? "ptdn" : "padntNiu").indexOf(letter) >= 0;
                String value = !takes ? "" : i + 1 < option.length() ? option.substring(i + 1) : names.isEmpty() ? "" : names.removeFirst();
                option(letter, value);
                if (takes) {
                    break;
                }
            }
        }
    }

    private void option(char letter, String value) {
        switch (letter) {
            case 'r' -> raw = true;
            case 's', 'e' -> { }
            case 'p' -> call.shell().promptOnce(call.io().err(), value);
            case 't' -> timed = true;
            case 'a' -> array = value;
            case 'd' -> delimiter = value.isEmpty() ? "\0" : value.substring(0, 1);
            case 'n', 'N' -> most = value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
            default -> wrongOption = "-" + letter;
        }
    }

    private int read() {
        options();
        if (wrongOption != null) {
            return call.fail("read: " + (call.dash() ? "Illegal option " : "") + wrongOption + (call.dash() ? "" : ": not supported here"), 2);
        }
        if (names.isEmpty() && call.state().dialect() == Dialect.DASH) {
            return call.fail("read: arg count", 2);
        }
        for (String name : names) {
            if (!Words.isName(name) && (call.dash() || !name.matches("\\w+\\[.+]"))) {
                return call.fail("read: " + (call.dash() ? name + ": bad variable name" : "`" + name + "': not a valid identifier"), call.dash() ? 2 : 1);
            }
        }
        Input in = call.io().in();
        if (!delimiter.equals("\n") || most < Integer.MAX_VALUE) {
            return characters(in);
        }
        Optional<String> line = in.takeLine();
        if (line.isEmpty() && !in.ended() && !timed) {
            return Builtins.WAITS;
        }
        StringBuilder text = new StringBuilder(line.orElse(""));
        boolean whole = !text.isEmpty() && text.charAt(text.length() - 1) == '\n';
        while (!raw && text.toString().matches("(?s).*(?<!\\\\)(\\\\\\\\)*\\\\\n")) {
            text.setLength(text.length() - 2);
            text.append(in.takeLine().orElse(""));
        }
        String content = text.toString();
        assign(content.endsWith("\n") ? content.substring(0, content.length() - 1) : content);
        return whole ? 0 : 1;
    }

    /** Up to another delimiter, or a number of characters. */
    private int characters(Input in) {
        StringBuilder text = new StringBuilder();
        while (text.length() < most) {
            String next = in.take(1);
            if (next.isEmpty() && !in.ended() && text.isEmpty() && !timed) {
                return Builtins.WAITS;
            }
            if (next.isEmpty() || next.equals(delimiter)) {
                assign(text.toString());
                return next.isEmpty() ? 1 : 0;
            }
            text.append(next);
        }
        assign(text.toString());
        return 0;
    }

    private void assign(String line) {
        if (array != null) {
            List<Subscripts.Entry> entries = ReadLine.fields(line, raw, call.state()).stream().map(field -> new Subscripts.Entry(null, field)).toList();
            Subscripts.setAll(call.state(), array, entries, false);
        } else if (names.isEmpty()) {
            call.state().assign("REPLY", line);
        } else {
            ReadLine.assign(line, raw, names, call.state());
        }
    }

    /** All lines of the input become elements of an array. */
    static int mapfile(Call call) {
        List<String> operands = new ArrayList<>(call.operands());
        boolean trims = operands.remove("-t");
        if (operands.size() > 1 || !operands.isEmpty() && !Words.isName(operands.getFirst())) {
            return call.fail(call.args().getFirst() + ": only -t and the name of an array are supported here", 2);
        }
        String name = operands.isEmpty() ? "MAPFILE" : operands.getFirst();
        if (!call.shell().waits()) {
            call.state().variables().put(name, call.state().variables().all(name).with(Elements.numbered()));
        }
        Input in = call.io().in();
        for (Optional<String> line = in.takeLine(); line.isPresent(); line = in.takeLine()) {
            String text = trims && line.get().endsWith("\n") ? line.get().substring(0, line.get().length() - 1) : line.get();
            Subscripts.setAll(call.state(), name, List.of(new Subscripts.Entry(null, text)), true);
        }
        return in.ended() ? 0 : Builtins.WAITS;
    }
}
