package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Programs;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.StartsPrograms;
import dev.reconcile.shell.Stdio;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets programs complain in busybox' words instead of GNU's, and end with its exit codes: {@code shell/busybox-words.tsv} says what becomes of which line.
 * A wrong command line gets the head of busybox' help, without its list of options, where busybox would give its help.
 */
final class BusyboxWords {
    /** Messages of one program: what matches is replaced. The program's name is empty where every program's are meant. */
    private record Rule(String program, Pattern pattern, String replacement) {}

    private static final String HELP_HINT = "Try '";
    private static final List<Rule> RULES = read();

    private BusyboxWords() {}

    private static List<Rule> read() {
        try (InputStream file = BusyboxWords.class.getResourceAsStream("/shell/busybox-words.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1)).map(cells -> new Rule(cells[0], Pattern.compile(cells[1]), cells[2].replace("\\n", "\n"))).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Programs in(Programs programs) {
        Programs said = programs;
        for (String name : programs.names()) {
            Program program = programs.find(name).orElseThrow();
            said = program instanceof StartsPrograms ? said : said.with(name, said(name, program));
        }
        return said;
    }

    private static Program said(String name, Program program) {
        return new Program() {
            @Override
            public Process start(Invocation invocation) {
                return new Said(name, program.start(translated(name, invocation)));
            }

            @Override
            public Process restore(Invocation invocation, Json state) {
                return new Said(name, program.restore(translated(name, invocation), state.object("said")));
            }
        };
    }

    private static Invocation translated(String name, Invocation invocation) {
        Output err = invocation.io().err();
        return invocation.withIo(new Stdio(invocation.io().in(), invocation.io().out(), new Output() {
            @Override
            public void write(String text) {
                err.write(translated(name, text));
            }

            @Override
            public boolean full() {
                return err.full();
            }

            @Override
            public boolean broken() {
                return err.broken();
            }

            @Override
            public boolean isTerminal() {
                return err.isTerminal();
            }
        }));
    }

    /** Whole lines: that is what programs complain in. */
    static String translated(String name, String text) {
        StringBuilder said = new StringBuilder();
        boolean explained = false;
        for (String line : text.split("(?<=\n)")) {
            String bare = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
            if (bare.startsWith(HELP_HINT)) {
                said.append(explained ? "" : "BusyBox v1.37.0 multi-call binary.\n\nUsage: " + name + " [OPTIONS]...\n");
                continue;
            }
            String changed = bare;
            for (Rule rule : RULES) {
                if (changed.equals(bare) && (rule.program().isEmpty() || rule.program().equals(name))) {
                    changed = rule.pattern().matcher(bare).replaceFirst(rule.replacement());
                }
            }
            explained = !changed.equals(bare) && !changed.isEmpty();
            said.append(changed.isEmpty() && !bare.isEmpty() ? "" : changed + line.substring(bare.length()));
        }
        return said.toString();
    }

    /** GNU tells trouble (2) from failure (1) in some programs where busybox does not. */
    private static int status(String name, int status) {
        return status == 2 && List.of("ls", "sed", "tar").contains(name) ? 1 : status;
    }

    private record Said(String name, Process process) implements Process {
        @Override
        public Progress advance() {
            Progress progress = process.advance();
            return progress instanceof Progress.Exited exited ? Progress.exited(status(name, exited.code())) : progress;
        }

        @Override
        public void signal(Signal signal) {
            process.signal(signal);
        }

        @Override
        public boolean takesKeys() {
            return process.takesKeys();
        }

        @Override
        public boolean hasHandlers() {
            return process.hasHandlers();
        }

        @Override
        public Optional<Json> save() {
            return process.save().map(state -> Json.of("said", state));
        }
    }
}
