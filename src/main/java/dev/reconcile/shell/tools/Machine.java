package dev.reconcile.shell.tools;

import dev.reconcile.shell.Files;
import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.MountPoint;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Programs that tell about the machine: df, free, nproc, uptime, arch, tty, ps, top. It has 4 processors, 8 GiB of memory and a disk of 100 GiB. */
final class Machine {
    private static final int PROCESSORS = 4;
    private static final long MEMORY = 8L << 30;
    private static final long MEMORY_USED = 1_717_986_918L;
    private static final long DISK = 100L << 30;
    private static final long DISK_USED = 21L << 30;
    private static final long SHARED_MEMORY = 64L << 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    static final Program DF = df(new int[] {14, 4, 5, 5, 5, 4, 0});

    /** Busybox' columns have widths of their own. */
    static final Program BUSYBOX_DF = df(new int[] {20, 4, 9, 9, 9, 4, 0});
    static final Program FREE = Instant.of(Arguments.doing(Grammar.of("hmkgb", "human=h", "mebi=m"), 1, Machine::free));
    static final Program NPROC = Instant.of(invocation -> print(invocation, Integer.toString(PROCESSORS)));
    static final Program ARCH = Instant.of(invocation -> print(invocation, "x86_64"));
    static final Program UPTIME = Instant.of(invocation -> print(invocation, " " + TIME.format(java.time.Instant.ofEpochMilli(invocation.world().nowMillis()))
            + " up 1 day,  0:00,  0 users,  load average: 0.00, 0.00, 0.00"));
    static final Program TTY = Instant.of(invocation -> {
        boolean terminal = invocation.io().in().isTyped();
        print(invocation, terminal ? "/dev/pts/0" : "not a tty");
        return terminal ? 0 : 1;
    });
    static final Program PS = Instant.of(Machine::processes);
    static final Program TOP = Instant.of(invocation -> {
        invocation.io().err().line(invocation.name() + ": this terminal's machine runs nothing else; kubectl top pods and kubectl top nodes show the cluster's");
        return 1;
    });

    private Machine() {}

    private static int print(Invocation invocation, String line) {
        invocation.io().out().line(line);
        return 0;
    }

    /** One file system: everything on the disk shares it, what is mounted read-only lies in memory. */
    private record FileSystem(String device, String type, long size, long used, String place) {}

    private static Program df(int[] widths) {
        return Instant.of(Arguments.doing(Grammar.of("hkmTaPi", "human-readable=h", "print-type=T"), 1, arguments -> df(arguments, widths)));
    }

    private static int df(Arguments arguments, int[] least) {
        Files files = arguments.invocation.files();
        List<FileSystem> all = new ArrayList<>();
        long used = DISK_USED + files.at("/").orElseThrow().bytes();
        all.add(new FileSystem("overlay", "overlay", DISK, used, "/"));
        all.add(new FileSystem("tmpfs", "tmpfs", SHARED_MEMORY, 0, "/dev"));
        for (MountPoint place : files.mountPoints()) {
            all.add(place.readOnly() ? new FileSystem("tmpfs", "tmpfs", MEMORY, 12 << 10, place.path()) : new FileSystem("/dev/vda1", "ext4", DISK, used, place.path()));
        }
        List<FileSystem> shown = arguments.operands().isEmpty() ? all : new ArrayList<>();
        int status = 0;
        for (String operand : arguments.operands()) {
            String path = arguments.invocation.path(operand);
            if (files.at(path).isEmpty()) {
                arguments.complain(operand + ": " + files.problemFinding(path).orElseThrow().text());
                status = 1;
            } else {
                shown.add(all.reversed().stream().filter(each -> each.place().equals("/") || path.equals(each.place()) || path.startsWith(each.place() + "/"))
                        .findFirst().orElseThrow());
            }
        }
        if (!shown.isEmpty()) {
            show(arguments, shown, least.clone());
        }
        return status;
    }

    private static void show(Arguments arguments, List<FileSystem> systems, int[] widths) {
        boolean human = arguments.has('h');
        boolean type = arguments.has('T');
        List<List<String>> rows = new ArrayList<>();
        boolean busybox = widths[3] > 5;
        String available = human && !busybox ? "Avail" : "Available";
        rows.add(List.of("Filesystem", "Type", human ? "Size" : arguments.has('m') ? "1M-blocks" : "1K-blocks", "Used", available, "Use%", "Mounted on"));
        for (FileSystem each : systems) {
            long percent = (each.used() * 100 + each.size() - 1) / each.size();
            List<String> sizes = Stream.of(each.size(), each.used(), each.size() - each.used())
                    .map(size -> human && busybox ? Sizes.inTenths(size) : size(arguments, size)).toList();
            rows.add(List.of(each.device(), each.type(), sizes.get(0), sizes.get(1), sizes.get(2), percent + "%", each.place()));
        }
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(String.format("%-" + widths[0] + "s", row.get(0)));
            line.append(type ? String.format(" %-" + widths[1] + "s", row.get(1)) : "");
            for (int i = 2; i < 6; i++) {
                line.append(String.format(" %" + widths[i] + "s", row.get(i)));
            }
            arguments.print(line + " " + row.get(6) + "\n");
        }
    }

    private static String size(Arguments arguments, long bytes) {
        return arguments.has('h') ? Sizes.human(bytes) : Long.toString(arguments.has('m') ? bytes >> 20 : bytes >> 10);
    }

    private static int free(Arguments arguments) {
        long free = MEMORY / 2;
        String[] sizes = {amount(arguments, MEMORY), amount(arguments, MEMORY_USED), amount(arguments, free), amount(arguments, 2 << 20),
            amount(arguments, MEMORY - MEMORY_USED - free), amount(arguments, MEMORY - MEMORY_USED)};
        arguments.print("               total        used        free      shared  buff/cache   available\n");
        arguments.print(String.format("Mem:     %11s %11s %11s %11s %11s %11s\n", (Object[]) sizes));
        arguments.print(String.format("Swap:    %11s %11s %11s\n", amount(arguments, 0), amount(arguments, 0), amount(arguments, 0)));
        return 0;
    }

    private static String amount(Arguments arguments, long bytes) {
        if (arguments.has('h')) {
            return Sizes.human(bytes).replaceFirst("([KMGT])$", "$1i").replaceFirst("^(\\d+)$", "$1B");
        }
        return Long.toString(arguments.has('b') ? bytes : arguments.has('m') ? bytes >> 20 : arguments.has('g') ? bytes >> 30 : bytes >> 10);
    }

    /** Of a person's terminal: the shell, and the program that asks. */
    private static int processes(Invocation invocation) {
        invocation.io().out().write("    PID TTY          TIME CMD\n   2143 pts/0    00:00:00 bash\n   2190 pts/0    00:00:00 ps\n");
        return 0;
    }
}
