package dev.reconcile.shell.tools;

import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.FileNode.TextFile;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Programs that tell what is known of files: stat, du, readlink, file; and mktemp and truncate, which make some. */
final class FileFacts {
    static final Program STAT = Instant.of(Arguments.doing(Grammar.of("c:Lt", "format=c", "printf=c", "dereference=L"), 1, FileFacts::stat));
    static final Program DU = Instant.of(Arguments.doing(Grammar.of("shacbkmd:", "summarize=s", "human-readable=h", "all=a", "total=c", "bytes=b", "max-depth=d"), 1,
            arguments -> new DiskUse(arguments).run()));
    static final Program READLINK = Instant.of(Arguments.doing(Grammar.of("femnsv", "canonicalize=f"), 1, FileFacts::readlink));
    static final Program FILE = Instant.of(Arguments.doing(Grammar.of("bi", "brief=b"), 1, FileFacts::file));
    static final Program MKTEMP = Instant.of(Arguments.doing(Grammar.of("dqup:t", "directory=d"), 1, FileFacts::mktemp));
    static final Program TRUNCATE = Instant.of(Arguments.doing(Grammar.of("s:c", "size=s", "no-create=c"), 1, FileFacts::truncate));
    static final Program LN = Instant.of(Arguments.doing(Grammar.of("sfnvT", "symbolic=s", "force=f"), 1, arguments -> {
        arguments.complain("links are not supported here; cp makes a copy");
        return 1;
    }));

    private static final int BLOCK = 4096;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FileFacts() {}

    private static int stat(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            return arguments.usage("missing operand", 1);
        }
        int status = 0;
        for (String operand : arguments.operands()) {
            String path = arguments.invocation.path(operand);
            Optional<FileNode> node = arguments.invocation.files().at(path);
            if (node.isEmpty()) {
                arguments.complain("cannot statx '" + operand + "': " + arguments.invocation.files().problemFinding(path).orElseThrow().text());
                status = 1;
            } else {
                String format = arguments.value('c', """
                          File: %n
                          Size: %s\t\tBlocks: %b\t   IO Block: %o   %F
                        Access: (0%a/%A)  Uid: (    0/    root)   Gid: (    0/    root)
                        Modify: %y""");
                arguments.print(filled(format, operand, node.get()) + "\n");
            }
        }
        return status;
    }

    private static String filled(String format, String name, FileNode node) {
        boolean directory = node instanceof Directory;
        boolean executable = node instanceof TextFile file && file.executable();
        long size = directory ? BLOCK : node.bytes();
        java.time.Instant modified = java.time.Instant.ofEpochMilli(node.modifiedMillis());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            text.append(switch (format.charAt(++i)) {
                case 'n' -> name;
                case 's' -> Long.toString(size);
                case 'b' -> Long.toString((size + BLOCK - 1) / BLOCK * (BLOCK / 512));
                case 'o', 'B' -> Integer.toString(format.charAt(i) == 'o' ? BLOCK : 512);
                case 'F' -> directory ? "directory" : size == 0 ? "regular empty file" : "regular file";
                case 'a' -> directory || executable ? "755" : "644";
                case 'A' -> (directory ? "d" : "-") + (directory || executable ? "rwxr-xr-x" : "rw-r--r--");
                case 'U', 'G' -> "root";
                case 'u', 'g' -> "0";
                case 'h' -> directory ? "2" : "1";
                case 'y', 'x', 'z' -> TIME.format(modified);
                case 'Y', 'X', 'Z' -> Long.toString(modified.getEpochSecond());
                case '%' -> "%";
                default -> "?";
            });
        }
        return text.toString();
    }

    private static int readlink(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            return arguments.usage("missing operand", 1);
        }
        boolean canonical = arguments.has('f') || arguments.has('e') || arguments.has('m');
        for (String operand : arguments.operands()) {
            String path = arguments.invocation.path(operand);
            boolean there = arguments.invocation.files().at(path).isPresent() || !arguments.has('e') && arguments.invocation.files().isDirectory(Files.parent(path));
            if (!canonical || !there && !arguments.has('m')) {
                return 1;
            }
            arguments.print(path + "\n");
        }
        return 0;
    }

    private static int file(Arguments arguments) {
        for (String operand : arguments.operands()) {
            FileNode node = arguments.invocation.files().at(arguments.invocation.path(operand)).orElse(null);
            String what = switch (node) {
                case null -> "cannot open `" + operand + "' (No such file or directory)";
                case Directory directory -> "directory";
                case TextFile text -> kind(text.content());
            };
            arguments.print((arguments.has('b') ? "" : operand + ": ") + what + "\n");
        }
        return 0;
    }

    private static String kind(String content) {
        String characters = content.chars().allMatch(c -> c < 0x80) ? "ASCII text" : "Unicode text, UTF-8 text";
        if (content.isEmpty()) {
            return "empty";
        }
        if (content.startsWith("#!")) {
            String interpreter = content.lines().findFirst().orElse("").substring(2).strip();
            return switch (interpreter) {
                case "/bin/sh" -> "POSIX shell script, " + characters + " executable";
                case "/bin/bash", "/usr/bin/env bash", "/usr/bin/bash" -> "Bourne-Again shell script, " + characters + " executable";
                default -> "a " + interpreter + " script, " + characters + " executable";
            };
        }
        return content.stripLeading().startsWith("{") && content.stripTrailing().endsWith("}") ? "JSON text data"
                : characters + (content.endsWith("\n") ? "" : ", with no line terminators");
    }

    /** Names come from virtual time and what is there already. */
    private static int mktemp(Arguments arguments) {
        String template = arguments.operands().isEmpty() ? "/tmp/tmp.XXXXXXXXXX" : arguments.operands().getFirst();
        int letters = template.length() - template.replaceAll("X+$", "").length();
        if (letters < 3) {
            arguments.complain("too few X's in template '" + template + "'");
            return 1;
        }
        Files files = arguments.invocation.files();
        for (long number = arguments.invocation.world().nowMillis(); ; number += 7919) {
            String digits = Long.toString(Math.abs(number * 2862933555777941757L), Character.MAX_RADIX) + "0".repeat(letters);
            String name = template.substring(0, template.length() - letters) + digits.substring(0, letters);
            String path = arguments.invocation.path(name);
            if (files.at(path).isEmpty()) {
                Optional<FileProblem> problem = arguments.has('d') ? files.makeDirectory(path) : files.write(path, "");
                if (problem.isPresent()) {
                    arguments.complain("failed to create " + (arguments.has('d') ? "directory" : "file") + " via template '" + template + "': " + problem.get().text());
                    return 1;
                }
                arguments.print(name + "\n");
                return 0;
            }
        }
    }

    private static int truncate(Arguments arguments) {
        String size = arguments.value('s', "");
        if (!size.matches("\\d{1,7}")) {
            return arguments.usage(size.isEmpty() ? "you must specify either '--size' or '--reference'" : "Invalid number: '" + size + "'", 1);
        }
        int wanted = Integer.parseInt(size);
        for (String operand : arguments.operands()) {
            String path = arguments.invocation.path(operand);
            String old = arguments.invocation.files().content(path).orElse("");
            String text = wanted <= old.length() ? old.substring(0, wanted) : old + "\0".repeat(wanted - old.length());
            Optional<FileProblem> problem = arguments.invocation.files().write(path, text);
            if (problem.isPresent()) {
                arguments.complain("cannot open '" + operand + "' for writing: " + problem.get().text());
                return 1;
            }
        }
        return 0;
    }

    /** {@code du}: in blocks of 1 KiB, of which each file and directory takes whole blocks of 4 KiB. */
    private record DiskUse(Arguments arguments) {
        int run() {
            int status = 0;
            long total = 0;
            for (String operand : arguments.operands().isEmpty() ? List.of(".") : arguments.operands()) {
                String path = arguments.invocation.path(operand);
                Optional<FileNode> node = arguments.invocation.files().at(path);
                if (node.isEmpty()) {
                    arguments.complain("cannot access '" + operand + "': " + arguments.invocation.files().problemFinding(path).orElseThrow().text());
                    status = 1;
                } else {
                    total += show(operand, node.get(), 0);
                }
            }
            if (arguments.has('c')) {
                print(total, "total");
            }
            return status;
        }

        private long show(String name, FileNode node, int depth) {
            long size = arguments.has('b') ? node.bytes() : (node.bytes() + BLOCK - 1) / BLOCK * BLOCK;
            if (node instanceof Directory directory) {
                size = BLOCK;
                for (var entry : directory.entries().entrySet()) {
                    size += show(name.endsWith("/") ? name + entry.getKey() : name + "/" + entry.getKey(), entry.getValue(), depth + 1);
                }
            }
            int deepest = arguments.has('s') ? 0 : arguments.value('d', "").matches("\\d{1,3}") ? Integer.parseInt(arguments.value('d')) : Integer.MAX_VALUE;
            if (depth == 0 || depth <= deepest && (node instanceof Directory || arguments.has('a'))) {
                print(size, name);
            }
            return size;
        }

        private void print(long bytes, String name) {
            long unit = arguments.has('b') ? 1 : arguments.has('m') ? 1 << 20 : 1 << 10;
            String size = arguments.has('h') ? Sizes.human(bytes) : Long.toString((bytes + unit - 1) / unit);
            arguments.print(size + "\t" + name + "\n");
        }
    }
}
