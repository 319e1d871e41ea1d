package dev.reconcile.shell.tools;

import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code man} and {@code help}: one line about each command, from {@code shell/manual.properties}. */
public final class Manual {
    static final Program MAN = Instant.of(Manual::man);
    static final Program HELP = Instant.of(Manual::help);

    private static final String RESOURCE = "/shell/manual.properties";
    private static final SortedMap<String, String> PAGES = read();
    private static final int NO_ENTRY = 16;
    private static final int WIDTH = 12;

    private Manual() {}

    private static SortedMap<String, String> read() {
        SortedMap<String, String> pages = new TreeMap<>();
        try (InputStream stream = Manual.class.getResourceAsStream(RESOURCE)) {
            new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] halves = line.split("=", 2);
                pages.put(halves[0], halves[1]);
            });
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the command is called and what it does, with a bar between; empty without a page. */
    public static Optional<String> page(String command) {
        return Optional.ofNullable(PAGES.get(command));
    }

    private static int man(Invocation invocation) {
        if (invocation.operands().isEmpty()) {
            invocation.io().err().line("What manual page do you want?\nFor example, try 'man ls'; 'help' lists all commands.");
            return 1;
        }
        int status = 0;
        for (String command : invocation.operands()) {
            Optional<String> page = page(command);
            if (page.isEmpty()) {
                invocation.io().err().line("No manual entry for " + command);
                status = NO_ENTRY;
            } else {
                String[] halves = page.get().split(" \\| ", 2);
                invocation.io().out().write("NAME\n       " + command + " - " + halves[1] + "\n\nSYNOPSIS\n       " + halves[0] + "\n");
            }
        }
        return status;
    }

    private static int help(Invocation invocation) {
        if (!invocation.operands().isEmpty()) {
            return man(invocation);
        }
        invocation.io().out().line("A small POSIX-like shell: quoting, variables, pipes, redirections, here-documents, loops, functions, jobs (&) and history work as usual.\nCommands:");
        PAGES.forEach((command, page) -> invocation.io().out().line("  " + command + " ".repeat(Math.max(1, WIDTH - command.length())) + page.split(" \\| ", 2)[1]));
        return 0;
    }
}
