package dev.reconcile.shell.tools;

import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.Files;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Archives in the ustar format, as text: all files of the lab hold text, so their archives do too. */
public final class TarArchive {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;

    /** One member; a directory's name ends with a slash and has no content. */
    public record Member(String name, String content, boolean executable, long modifiedMillis) {
        public boolean isDirectory() {
            return name.endsWith("/");
        }
    }

    private TarArchive() {}

    /** Everything below a path, named after {@code name}; the directory itself first. */
    public static List<Member> of(Files files, String path, String name) {
        List<Member> members = new ArrayList<>();
        files.at(path).ifPresent(node -> collect(files, path, name, node, members));
        return members;
    }

    private static void collect(Files files, String path, String name, FileNode node, List<Member> members) {
        switch (node) {
            case FileNode.TextFile file -> members.add(new Member(name, file.content(), file.executable(), file.modifiedMillis()));
            case FileNode.Directory directory -> {
                members.add(new Member(name + "/", "", true, directory.modifiedMillis()));
                for (String child : directory.entries().keySet()) {
                    files.at(path + "/" + child).ifPresent(below -> collect(files, path + "/" + child, name + "/" + child, below, members));
                }
            }
        }
    }

    public static String write(List<Member> members) {
        StringBuilder archive = new StringBuilder();
        for (Member member : members) {
            byte[] content = member.content().getBytes(StandardCharsets.UTF_8);
            archive.append(header(member, content.length)).append(member.content()).append("\0".repeat((BLOCK - content.length % BLOCK) % BLOCK));
        }
        return archive.append("\0".repeat(2 * BLOCK)).toString();
    }

    private static String header(Member member, int size) {
        byte[] header = new byte[BLOCK];
        byte[] name = member.name().getBytes(StandardCharsets.UTF_8);
        int split = name.length <= NAME_BYTES ? -1 : member.name().indexOf('/', member.name().length() - NAME_BYTES - 1);
        put(header, 0, split < 0 ? member.name() : member.name().substring(split + 1), NAME_BYTES);
        put(header, NAME_BYTES, member.executable() ? "0000755" : "0000644", 7);
        put(header, 108, "0000000", 7);
        put(header, 116, "0000000", 7);
        put(header, SIZE_AT, String.format("%011o", size), 11);
        put(header, 136, String.format("%011o", member.modifiedMillis() / 1000), 11);
        put(header, CHECKSUM_AT, "        ", 8);
        put(header, TYPE_AT, member.isDirectory() ? "5" : "0", 1);
        put(header, MAGIC_AT, "ustar\00000", 8);
        put(header, 265, "root", 4);
        put(header, 297, "root", 4);
        put(header, PREFIX_AT, split < 0 ? "" : member.name().substring(0, split), PREFIX_BYTES);
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, CHECKSUM_AT, String.format("%06o\0 ", sum), 8);
        return new String(header, StandardCharsets.UTF_8);
    }

    private static void put(byte[] header, int at, String text, int most) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, Math.min(most, bytes.length));
    }

    /** The members of an archive; empty if it is none. */
    public static Optional<List<Member>> read(String archive) {
        byte[] bytes = archive.getBytes(StandardCharsets.UTF_8);
        List<Member> members = new ArrayList<>();
        String longName = "";
        int at = 0;
        while (at + BLOCK <= bytes.length && bytes[at] != 0) {
            Optional<Integer> size = octal(field(bytes, at + SIZE_AT, SIZE_BYTES));
            if (size.isEmpty() || !field(bytes, at + MAGIC_AT, 5).equals("ustar") || at + BLOCK + size.get() > bytes.length) {
                return Optional.empty();
            }
            String content = new String(bytes, at + BLOCK, size.get(), StandardCharsets.UTF_8);
            String prefix = field(bytes, at + PREFIX_AT, PREFIX_BYTES);
            String name = !longName.isEmpty() ? longName : (prefix.isEmpty() ? "" : prefix + "/") + field(bytes, at, NAME_BYTES);
            longName = "";
            switch (bytes[at + TYPE_AT]) {
                case 'L' -> longName = content.replaceFirst("\0.*$", "");
                case 'x' -> longName = paxName(content);
                case '5' -> members.add(new Member(name.endsWith("/") ? name : name + "/", "", true, time(bytes, at)));
                case '0', 0 -> members.add(new Member(name, content, isExecutable(bytes, at), time(bytes, at)));
                default -> { }
            }
            at += BLOCK + (size.get() + BLOCK - 1) / BLOCK * BLOCK;
        }
        return at == 0 && bytes.length > 0 && bytes[0] != 0 ? Optional.empty() : Optional.of(members);
    }

    private static boolean isExecutable(byte[] bytes, int at) {
        return (octal(field(bytes, at + NAME_BYTES, 8)).orElse(0) & 1) != 0;
    }

    private static long time(byte[] bytes, int at) {
        String field = field(bytes, at + 136, SIZE_BYTES).strip();
        return field.matches("[0-7]{1,12}") ? Long.parseLong(field, 8) * 1000 : 0;
    }

    /** Lines of {@code length key=value}. */
    private static String paxName(String content) {
        return content.lines().filter(line -> line.contains(" path=")).map(line -> line.substring(line.indexOf(" path=") + 6)).findFirst().orElse("");
    }

    private static String field(byte[] bytes, int at, int length) {
        int end = at;
        while (end < Math.min(at + length, bytes.length) && bytes[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOfRange(bytes, at, end), StandardCharsets.UTF_8);
    }

    private static Optional<Integer> octal(String text) {
        String digits = text.strip();
        return digits.matches("[0-7]{1,11}") && Long.parseLong(digits, 8) <= Integer.MAX_VALUE ? Optional.of((int) Long.parseLong(digits, 8)) : Optional.empty();
    }
}
