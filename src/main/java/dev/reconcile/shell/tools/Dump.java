package dev.reconcile.shell.tools;

import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import dev.reconcile.shell.tools.WholeFiles.Kind;
import dev.reconcile.shell.tools.WholeFiles.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** {@code od} and {@code hexdump}: what bytes a file consists of. Of the formats, characters ({@code -c}), bytes in hexadecimal and words in octal. */
final class Dump {
    static final Program OD = new Kind(Grammar.of("A:t:cbxvN:", "address-radix=A", "format=t"), "NAME: REASON", 0, Dump::od).program();
    static final Program HEXDUMP = new Kind(Grammar.of("Ccvn:"), "NAME: REASON", 0, Dump::hexdump).program();

    private static final int ROW = 16;
    private static final String NAMED = "\0\u0007\b\t\n\u000b\f\r";
    private static final String[] NAMES = {"\\0", "\\a", "\\b", "\\t", "\\n", "\\v", "\\f", "\\r"};

    private Dump() {}

    private static byte[] bytes(List<Text> texts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        texts.forEach(text -> all.writeBytes(text.content().getBytes(StandardCharsets.UTF_8)));
        return all.toByteArray();
    }

    private static int od(Arguments arguments, List<Text> texts, int status) {
        byte[] bytes = bytes(texts);
        String format = arguments.has('c') ? "c" : arguments.value('t', "o2");
        if (!List.of("c", "x1", "o2", "o1", "u1", "d1", "xC").contains(format)) {
            arguments.complain("-t " + format + ": only c, x1, o1, o2, d1 and u1 are supported here");
            return 1;
        }
        boolean addresses = !"n".equals(arguments.value('A'));
        String radix = "x".equals(arguments.value('A')) ? "%06x" : "d".equals(arguments.value('A')) ? "%07d" : "%07o";
        for (int at = 0; at < bytes.length; at += ROW) {
            StringBuilder line = new StringBuilder(addresses ? String.format(radix, at) : "");
            byte[] row = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + ROW));
            for (int i = 0; i < row.length; i += format.equals("o2") ? 2 : 1) {
                line.append(cell(format, row, i));
            }
            arguments.print(line + "\n");
        }
        if (addresses) {
            arguments.print(String.format(radix, bytes.length) + "\n");
        }
        return status;
    }

    private static String cell(String format, byte[] row, int i) {
        int value = row[i] & 0xff;
        return switch (format) {
            case "c" -> String.format("%4s", NAMED.indexOf(value) >= 0 ? NAMES[NAMED.indexOf(value)] : value >= 0x20 && value < 0x7f ? String.valueOf((char) value)
                    : String.format("%03o", value));
            case "x1", "xC" -> String.format(" %02x", value);
            case "o1" -> String.format(" %03o", value);
            case "u1" -> String.format(" %3d", value);
            case "d1" -> String.format(" %4d", row[i]);
            default -> String.format(" %06o", value | (i + 1 < row.length ? (row[i + 1] & 0xff) << 8 : 0));
        };
    }

    /** With {@code -C} bytes and characters; without, words of two bytes. */
    private static int hexdump(Arguments arguments, List<Text> texts, int status) {
        byte[] bytes = bytes(texts);
        boolean canonical = arguments.has('C');
        String address = canonical ? "%08x" : "%07x";
        for (int at = 0; at < bytes.length; at += ROW) {
            byte[] row = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + ROW));
            StringBuilder line = new StringBuilder(String.format(address, at));
            for (int i = 0; i < ROW; i += canonical ? 1 : 2) {
                String there = canonical ? " %02x" : " %04x";
                int value = i < row.length ? row[i] & 0xff | (!canonical && i + 1 < row.length ? (row[i + 1] & 0xff) << 8 : 0) : 0;
                line.append(canonical && i % 8 == 0 ? " " : "").append(i < row.length ? String.format(there, value) : canonical ? "   " : "     ");
            }
            StringBuilder characters = new StringBuilder();
            for (byte each : row) {
                characters.append(each >= 0x20 && each < 0x7f ? (char) each : '.');
            }
            arguments.print(line + (canonical ? "  |" + characters + "|" : "") + "\n");
        }
        if (bytes.length > 0) {
            arguments.print(String.format(address, bytes.length) + "\n");
        }
        return status;
    }
}
