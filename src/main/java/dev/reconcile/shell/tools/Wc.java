package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/** {@code wc}: counts lines, words, characters and bytes. */
final class Wc extends Filter {
    private static final Grammar GRAMMAR = Grammar.of("lwcmL", "lines=l", "words=w", "bytes=c", "chars=m", "max-line-length=L");
    static final Program PROGRAM = program(Arguments.reading(GRAMMAR, 1, arguments -> new Wc(arguments, 1)));

    /** Busybox' columns are nine wide. */
    static final Program BUSYBOX = program(Arguments.reading(GRAMMAR, 1, arguments -> new Wc(arguments, 9)));

    private static final String ORDER = "lwmcL";

    private final Arguments arguments;
    private final boolean chosen;
    private final int width;
    private long[] counts = new long[5];
    private long[] totals = new long[5];

    private Wc(Arguments arguments, int least) {
        super(arguments.invocation, arguments.operands());
        this.arguments = arguments;
        this.chosen = ORDER.chars().anyMatch(letter -> arguments.has((char) letter));
        int wanted = width();
        boolean single = arguments.operands().size() <= 1 && wanted == 1 && chosenColumns() == 1;
        this.width = single ? 1 : Math.max(least, wanted);
    }

    private long chosenColumns() {
        return ORDER.chars().filter(letter -> arguments.has((char) letter)).count();
    }

    /** Numbers are as wide as the sum of the files' sizes; seven where a size is not known beforehand. */
    private int width() {
        List<String> names = arguments.operands();
        boolean single = names.size() <= 1 && chosenColumns() == 1;
        if (single) {
            return 1;
        }
        long sum = 0;
        boolean unknown = names.isEmpty();
        for (String name : names) {
            boolean file = invocation.files().isFile(invocation.path(name));
            unknown |= name.equals("-") || invocation.files().isDirectory(invocation.path(name));
            sum += file ? invocation.files().at(invocation.path(name)).orElseThrow().bytes() : 0;
        }
        return Math.max(unknown ? 7 : 1, Long.toString(sum).length());
    }

    @Override
    void beginFile(String name) {
        counts = new long[5];
    }

    @Override
    void line(String text, boolean newline) {
        counts[0] += newline ? 1 : 0;
        counts[1] += new StringTokenizer(text).countTokens();
        int characters = text.codePointCount(0, text.length());
        counts[2] += characters + (newline ? 1 : 0);
        counts[3] += text.getBytes(StandardCharsets.UTF_8).length + (newline ? 1 : 0);
        counts[4] = Math.max(counts[4], characters);
    }

    @Override
    void endFile(String name) {
        boolean unnamed = arguments.operands().isEmpty();
        print(counts, unnamed ? "" : " " + name);
        for (int i = 0; i < 4; i++) {
            totals[i] += counts[i];
        }
        totals[4] = Math.max(totals[4], counts[4]);
    }

    @Override
    void cannotRead(String name, FileProblem problem) {
        super.cannotRead(name, problem);
        if (problem == FileProblem.IS_DIRECTORY) {
            print(new long[5], " " + name);
        }
    }

    private void print(long[] numbers, String name) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < ORDER.length(); i++) {
            char letter = ORDER.charAt(i);
            if (chosen ? arguments.has(letter) : "lwc".indexOf(letter) >= 0) {
                columns.add(String.format("%" + width + "d", numbers[i]));
            }
        }
        out(String.join(" ", columns) + name + "\n");
    }

    @Override
    int finish() {
        if (severalFiles()) {
            print(totals, " total");
        }
        return status;
    }

    @Override
    Json own() {
        return Json.of("counts", Arrays.stream(counts).boxed().toList(), "totals", Arrays.stream(totals).boxed().toList());
    }

    @Override
    void loadOwn(Json own) {
        counts = own.list("counts").stream().mapToLong(each -> (Long) each).toArray();
        totals = own.list("totals").stream().mapToLong(each -> (Long) each).toArray();
    }
}
