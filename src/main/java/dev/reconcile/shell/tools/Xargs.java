package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Channel;
import dev.reconcile.shell.Input;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Regex;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code xargs}: makes command lines of its input and runs them one after the other. */
final class Xargs extends Starter {
    static final Program PROGRAM = Starter.program(Xargs::make);

    private static final Grammar GRAMMAR = Grammar.of("n:I:L:d:0rtP:", "max-args=n", "max-lines=L", "delimiter=d", "null=0", "no-run-if-empty=r", "verbose=t",
            "max-procs=P").beforeOperands();

    private final Arguments arguments;
    private StringBuilder input = new StringBuilder();
    /** The command lines still to run; null until the input has ended. */
    private List<List<String>> commands;
    private int status;

    private Xargs(Arguments arguments, Launcher launcher) {
        super(arguments.invocation, launcher);
        this.arguments = arguments;
    }

    private static Process make(Invocation invocation, Launcher launcher) {
        Arguments arguments = Arguments.read(invocation, GRAMMAR);
        if (arguments.problem() != null) {
            return Arguments.usage(invocation, arguments.problem(), 1);
        }
        for (char option : new char[] {'n', 'L'}) {
            if (!arguments.value(option, "1").matches("[1-9]\\d{0,6}")) {
                return Arguments.usage(invocation, "invalid number \"" + arguments.value(option) + "\" for -" + option + " option", 1);
            }
        }
        return new Xargs(arguments, launcher);
    }

    @Override
    Progress next() {
        if (commands == null) {
            Input in = invocation.io().in();
            input.append(in.takeAll());
            if (!in.ended()) {
                return Progress.forInput();
            }
            try {
                commands = commands(input.toString());
            } catch (Regex.Wrong wrong) {
                invocation.io().err().line("xargs: " + wrong.getMessage());
                return Progress.exited(1);
            }
        }
        while (!commands.isEmpty() && !isRunning()) {
            List<String> command = commands.removeFirst();
            if (arguments.has('t')) {
                invocation.io().err().line(String.join(" ", command));
            }
            begin(given().withArgs(command));
        }
        return isRunning() ? new Progress.Working() : Progress.exited(status);
    }

    @Override
    Invocation given() {
        Stdio io = invocation.io();
        return invocation.withIo(new Stdio(Channel.Nothing.EMPTY, io.out(), io.err()));
    }

    @Override
    void complainAbout(String name, String problem) {
        invocation.io().err().line("xargs: " + name + ": " + problem);
    }

    @Override
    void ended(int code) {
        if (code == 126 || code == 127) {
            status = code;
            commands.clear();
        } else if (code > 128) {
            status = 125;
        } else if (code == 255) {
            status = 124;
            commands.clear();
        } else if (code > 0) {
            status = 123;
        }
    }

    private List<List<String>> commands(String text) {
        List<String> base = arguments.operands().isEmpty() ? List.of("echo") : arguments.operands();
        List<List<String>> made = new ArrayList<>();
        if (arguments.has('I')) {
            String place = arguments.value('I');
            text.lines().map(String::strip).filter(line -> !line.isEmpty())
                    .forEach(line -> made.add(new ArrayList<>(base.stream().map(word -> word.replace(place, line)).toList())));
            return made;
        }
        List<List<String>> lines = lines(text);
        List<String> items = lines.stream().flatMap(List::stream).toList();
        if (arguments.has('L')) {
            int most = Integer.parseInt(arguments.value('L'));
            for (int i = 0; i < lines.size(); i += most) {
                made.add(command(base, lines.subList(i, Math.min(lines.size(), i + most)).stream().flatMap(List::stream).toList()));
            }
            return made;
        }
        int most = arguments.has('n') ? Integer.parseInt(arguments.value('n')) : Math.max(1, items.size());
        for (int i = 0; i < items.size(); i += most) {
            made.add(command(base, items.subList(i, Math.min(items.size(), i + most))));
        }
        if (made.isEmpty() && !arguments.has('r')) {
            made.add(command(base, List.of()));
        }
        return made;
    }

    private static List<String> command(List<String> base, List<String> items) {
        List<String> words = new ArrayList<>(base);
        words.addAll(items);
        return words;
    }

    private List<List<String>> lines(String text) {
        List<List<String>> lines = new ArrayList<>();
        if (arguments.has('0') || arguments.has('d')) {
            String delimiter = arguments.has('0') ? "\0" : arguments.value('d').replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
            String[] items = text.split(Pattern.quote(delimiter.substring(0, Math.min(1, delimiter.length()))));
            for (String item : items) {
                lines.add(List.of(item));
            }
            return text.isEmpty() ? List.of() : lines;
        }
        text.lines().forEach(line -> {
            List<String> items = items(line);
            if (!items.isEmpty()) {
                lines.add(items);
            }
        });
        return lines;
    }

    /** Blanks separate, quotes and backslashes protect. */
    private static List<String> items(String line) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean inItem = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ' ' || c == '\t') {
                if (inItem) {
                    items.add(item.toString());
                }
                item.setLength(0);
                inItem = false;
                continue;
            }
            inItem = true;
            if (c == '\'' || c == '"') {
                int close = line.indexOf(c, i + 1);
                if (close < 0) {
                    throw new Regex.Wrong("unmatched " + (c == '"' ? "double" : "single") + " quote; by default quotes are special to xargs unless you use the -0 option");
                }
                item.append(line, i + 1, close);
                i = close;
            } else {
                item.append(c == '\\' && i + 1 < line.length() ? line.charAt(++i) : c);
            }
        }
        if (inItem) {
            items.add(item.toString());
        }
        return items;
    }

    @Override
    Json own() {
        return Json.of("input", input.toString(), "commands", commands, "status", status);
    }

    @Override
    void loadOwn(Json own) {
        input = new StringBuilder(own.textOrEmpty("input"));
        status = (int) own.number(0, "status");
        if (own.has("commands")) {
            commands = new ArrayList<>();
            for (Object command : own.list("commands")) {
                List<String> words = new ArrayList<>();
                ((List<?>) command).forEach(word -> words.add((String) word));
                commands.add(words);
            }
        }
    }
}
