package dev.reconcile.shell.tools;

import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import dev.reconcile.shell.tools.WholeFiles.Kind;
import dev.reconcile.shell.tools.WholeFiles.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code md5sum} and its relatives. */
final class Checksums {
    static final Program MD5 = program("MD5");
    static final Program SHA1 = program("SHA-1");
    static final Program SHA256 = program("SHA-256");
    static final Program SHA512 = program("SHA-512");

    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{32,128}) [ *](.+)");

    private Checksums() {}

    private static Program program(String algorithm) {
        return new Kind(Grammar.of("bctsw", "binary=b", "check=c", "text=t", "status=s", "quiet=q", "warn=w"), "NAME: REASON", 0,
                (arguments, texts, status) -> run(algorithm, arguments, texts, status)).program();
    }

    private static int run(String algorithm, Arguments arguments, List<Text> texts, int status) {
        if (arguments.has('c')) {
            return texts.stream().mapToInt(text -> check(algorithm, arguments, text)).max().orElse(status);
        }
        texts.forEach(text -> arguments.print(sum(algorithm, text.content()) + "  " + text.name() + "\n"));
        return status;
    }

    private static int check(String algorithm, Arguments arguments, Text list) {
        int wrong = 0;
        int missing = 0;
        int all = 0;
        for (String line : list.lines()) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                continue;
            }
            all++;
            String path = arguments.invocation.path(entry.group(2));
            FileProblem problem = arguments.invocation.files().problemReading(path).orElse(null);
            if (problem != null) {
                arguments.complain(entry.group(2) + ": " + problem.text());
            }
            boolean right = problem == null && sum(algorithm, arguments.invocation.files().content(path).orElse("")).equalsIgnoreCase(entry.group(1));
            missing += problem != null ? 1 : 0;
            wrong += problem == null && !right ? 1 : 0;
            if (!arguments.has('s')) {
                arguments.print(entry.group(2) + ": " + (right ? "OK" : problem == null ? "FAILED" : "FAILED open or read") + "\n");
            }
        }
        if (all == 0) {
            arguments.complain(list.name() + ": no properly formatted checksum lines found");
        }
        warn(arguments, missing, "listed file", "could not be read");
        warn(arguments, wrong, "computed checksum", "did NOT match");
        return all == 0 || wrong + missing > 0 ? 1 : 0;
    }

    private static void warn(Arguments arguments, int count, String what, String how) {
        if (count > 0 && !arguments.has('s')) {
            arguments.complain("WARNING: " + count + " " + what + (count == 1 ? "" : "s") + " " + how);
        }
    }

    private static String sum(String algorithm, String content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
