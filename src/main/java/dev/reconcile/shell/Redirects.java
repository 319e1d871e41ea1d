package dev.reconcile.shell;

import dev.reconcile.shell.SyntaxProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads redirections, and the texts of here-documents from the lines that follow. */
final class Redirects {
    /** A here-document whose lines are still to come; its redirection stands in that list at that index. */
    private record Pending(List<Redirect> list, int index, String delimiter, boolean literal, boolean stripTabs) {}

    private final Cursor cursor;
    private final Parser parser;
    private final Words words;
    private final Dialect dialect;
    private final List<Pending> pending = new ArrayList<>();
    private boolean documentOpen;

    Redirects(Cursor cursor, Parser parser, Words words, Dialect dialect) {
        this.cursor = cursor;
        this.parser = parser;
        this.words = words;
        this.dialect = dialect;
    }

    /** Reads one redirection if one stands here. */
    boolean read(List<Redirect> into) {
        parser.skipBlanks();
        cursor.peek();
        int digits = 0;
        while (Character.isDigit(cursor.peek(digits))) {
            digits++;
        }
        char sign = cursor.peek(digits);
        if (sign == '&' && digits == 0 && cursor.peek(1) == '>' && dialect.isExtended()) {
            cursor.next();
            boolean append = cursor.take(">>");
            if (!append) {
                cursor.take(">");
            }
            into.add(new Redirect(1, append ? Redirect.Kind.APPEND : Redirect.Kind.WRITE, target()));
            into.add(new Redirect(2, Redirect.Kind.DUPLICATE, Word.quoted("1")));
            return true;
        }
        if (sign != '<' && sign != '>' || digits == 0 && words.processAhead()) {
            return false;
        }
        int descriptor = sign == '<' ? 0 : 1;
        if (digits > 0) {
            descriptor = digits > 1 ? 10 : cursor.peek(0) - '0';
            cursor.next();
            for (int i = 1; i < digits; i++) {
                cursor.next();
            }
        }
        if (descriptor >= Channel.DESCRIPTORS) {
            throw new SyntaxProblem(Kind.UNSUPPORTED, "only the file descriptors 0 to 9 are supported here", null, cursor.line());
        }
        operator(descriptor, into);
        return true;
    }

    private void operator(int descriptor, List<Redirect> into) {
        if (cursor.take("<<<")) {
            if (dialect != Dialect.BASH) {
                throw new SyntaxProblem(Kind.UNEXPECTED, "redirection", null, cursor.line());
            }
            List<Part> parts = new ArrayList<>(target().parts());
            parts.add(new Part.Literal("\n", true));
            into.add(new Redirect(descriptor, Redirect.Kind.HERE, new Word(parts)));
        } else if (cursor.take("<<")) {
            document(descriptor, into);
        } else if (cursor.take("<&") || cursor.take(">&")) {
            into.add(new Redirect(descriptor, Redirect.Kind.DUPLICATE, target()));
        } else if (cursor.take("<>")) {
            into.add(new Redirect(descriptor, Redirect.Kind.READ_WRITE, target()));
        } else if (cursor.take(">>")) {
            into.add(new Redirect(descriptor, Redirect.Kind.APPEND, target()));
        } else if (cursor.take("<")) {
            into.add(new Redirect(descriptor, Redirect.Kind.READ, target()));
        } else {
            cursor.next();
            cursor.take("|");
            into.add(new Redirect(descriptor, Redirect.Kind.WRITE, target()));
        }
    }

    private Word target() {
        parser.skipBlanks();
        if (Words.isMeta(cursor.peek()) && !words.processAhead()) {
            throw parser.unexpected(null);
        }
        return words.word();
    }

    private void document(int descriptor, List<Redirect> into) {
        boolean stripTabs = cursor.take("-");
        StringBuilder delimiter = new StringBuilder();
        boolean literal = false;
        for (Part part : target().parts()) {
            if (!(part instanceof Part.Literal text)) {
                throw new SyntaxProblem(Kind.OTHER, "Illegal eof marker for << redirection", null, cursor.line());
            }
            delimiter.append(text.text());
            literal |= part.quoted();
        }
        pending.add(new Pending(into, into.size(), delimiter.toString(), literal, stripTabs));
        into.add(new Redirect(descriptor, Redirect.Kind.HERE, Word.quoted("")));
    }

    /** The line with the redirections has ended: their documents stand in the lines from here. */
    void readDocuments() {
        List<Pending> now = List.copyOf(pending);
        pending.clear();
        for (Pending document : now) {
            int line = cursor.line();
            String text = text(document);
            Word body = document.literal() ? Word.quoted(text) : parser.document(text, line);
            document.list().set(document.index(), new Redirect(document.list().get(document.index()).descriptor(), Redirect.Kind.HERE, body));
        }
    }

    private String text(Pending document) {
        StringBuilder text = new StringBuilder();
        while (true) {
            if (cursor.peek(0) == Cursor.END) {
                documentOpen = true;
                return text.toString();
            }
            String line = cursor.restOfLine();
            if (document.stripTabs()) {
                line = line.replaceFirst("^\t+", "");
            }
            if (line.equals(document.delimiter() + "\n") || line.equals(document.delimiter())) {
                return text.toString();
            }
            text.append(line);
        }
    }

    /** Documents whose lines never came are empty. */
    void endOfText() {
        if (!pending.isEmpty()) {
            readDocuments();
        }
    }

    boolean documentOpen() {
        return documentOpen;
    }
}
