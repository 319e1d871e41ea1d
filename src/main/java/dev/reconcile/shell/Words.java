package dev.reconcile.shell;

import dev.reconcile.shell.SyntaxProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads words: quotes, escapes, {@code $name}, <code>${…}</code>, {@code $(…)}, backquotes and {@code $((…))}. */
final class Words {
    /** What is being read, which decides what is special and where it ends. */
    private enum Mode {
        COMMAND,
        DOUBLE_QUOTES,
        BRACES,
        SUBSCRIPT,
        DOCUMENT,
        CALCULATION
    }

    private final Cursor cursor;
    private final Parser parser;
    private final UnitBuilder unit;
    private final Dialect dialect;

    Words(Cursor cursor, Parser parser, UnitBuilder unit, Dialect dialect) {
        this.cursor = cursor;
        this.parser = parser;
        this.unit = unit;
        this.dialect = dialect;
    }

    static boolean isMeta(char c) {
        return c == Cursor.END || " \t\n;&|<>()".indexOf(c) >= 0;
    }

    static boolean isNameStart(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isNamePart(char c) {
        return isNameStart(c) || c >= '0' && c <= '9';
    }

    static boolean isName(String text) {
        return !text.isEmpty() && isNameStart(text.charAt(0)) && text.chars().allMatch(c -> isNamePart((char) c));
    }

    /** The word that starts here, in command position. */
    Word word() {
        Parts parts = new Parts();
        if (cursor.peek() == '~') {
            tilde(parts);
        }
        do {
            if (processAhead()) {
                parts.add(process());
            }
            read(parts, Mode.COMMAND, false);
        } while (processAhead());
        return parts.word();
    }

    /** Whether bash's {@code <(commands)} or {@code >(commands)} stands here. */
    boolean processAhead() {
        return dialect == Dialect.BASH && (cursor.peek() == '<' || cursor.peek() == '>') && cursor.peek(1) == '(';
    }

    private Part process() {
        if (cursor.next() == '>') {
            throw new SyntaxProblem(Kind.UNSUPPORTED, ">(commands) is not supported here, a pipe does the same: | tee file | commands", null, cursor.line());
        }
        cursor.next();
        int body = unit.reserveBody();
        unit.setBody(body, parser.untilParenthesis());
        return new Part.Substitution(unit.nextId(), body, true, true);
    }

    /** The text of a here-document, in which {@code $} and backquotes are special. */
    Word document() {
        Parts parts = new Parts();
        parts.present();
        read(parts, Mode.DOCUMENT, true);
        return parts.word();
    }

    /** The user's name after a tilde that was just read starts here; what is no plain name stays text. */
    void tilde(Parts parts) {
        int length = 1;
        while (isNamePart(cursor.peek(length)) || cursor.peek(length) == '-') {
            length++;
        }
        if (!isMeta(cursor.peek(length)) && cursor.peek(length) != '/') {
            return;
        }
        StringBuilder user = new StringBuilder();
        for (int i = 0; i < length; i++) {
            user.append(cursor.next());
        }
        parts.add(new Part.Tilde(user.substring(1)));
    }

    /** What stands in <code>${…}</code> from here to its end, which is read, too. */
    Word inBraces(boolean quoted) {
        Parts parts = new Parts();
        if (cursor.peek() == '~' && !quoted) {
            tilde(parts);
        }
        read(parts, Mode.BRACES, quoted);
        cursor.next();
        return parts.word();
    }

    /** A subscript after its bracket, with the closing one. */
    Word subscript() {
        Parts parts = new Parts();
        read(parts, Mode.SUBSCRIPT, false);
        cursor.next();
        return parts.word();
    }

    private void read(Parts parts, Mode mode, boolean quoted) {
        int parentheses = 0;
        while (true) {
            char c = cursor.peek();
            if (c == Cursor.END) {
                if (mode == Mode.COMMAND || mode == Mode.DOCUMENT) {
                    return;
                }
                throw unterminated(mode);
            }
            if (mode == Mode.COMMAND && isMeta(c) || mode == Mode.DOUBLE_QUOTES && c == '"' || mode == Mode.BRACES && c == '}'
                    || mode == Mode.SUBSCRIPT && c == ']') {
                return;
            }
            if (mode == Mode.CALCULATION) {
                if (c == ')' && parentheses == 0) {
                    return;
                }
                parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            piece(parts, mode, quoted);
        }
    }

    private void piece(Parts parts, Mode mode, boolean quoted) {
        char c = cursor.next();
        if (c == '\\') {
            escape(parts, mode, quoted);
        } else if (c == '\'' && !quoted) {
            singleQuotes(parts);
        } else if (c == '"' && mode != Mode.DOUBLE_QUOTES && mode != Mode.DOCUMENT) {
            doubleQuotes(parts, mode);
        } else if (c == '$') {
            dollar(parts, quoted);
        } else if (c == '`') {
            parts.add(backquotes(quoted));
        } else {
            parts.text(c, quoted);
        }
    }

    private void escape(Parts parts, Mode mode, boolean quoted) {
        char c = cursor.peek(0);
        String escapable = mode == Mode.DOCUMENT ? "$`\\" : mode == Mode.BRACES ? "$`\"\\}" : "$`\"\\";
        if (c == Cursor.END || quoted && escapable.indexOf(c) < 0) {
            parts.text('\\', quoted);
        } else {
            parts.text(cursor.raw(), true);
        }
    }

    private void singleQuotes(Parts parts) {
        parts.present();
        while (cursor.peek(0) != '\'') {
            if (cursor.peek(0) == Cursor.END) {
                throw new SyntaxProblem(Kind.INCOMPLETE, SyntaxProblem.UNTERMINATED_QUOTES, dialect == Dialect.BASH ? "'" : null, cursor.line());
            }
            parts.text(cursor.raw(), true);
        }
        cursor.raw();
    }

    private void doubleQuotes(Parts parts, Mode mode) {
        if (mode == Mode.CALCULATION) {
            return;
        }
        parts.present();
        parser.enter();
        read(parts, Mode.DOUBLE_QUOTES, true);
        parser.leave();
        cursor.next();
    }

    private void dollar(Parts parts, boolean quoted) {
        char c = cursor.peek();
        if (c == '(') {
            cursor.next();
            parts.add(cursor.peek() == '(' ? calculation(quoted) : substitution(quoted));
        } else if (c == '{') {
            cursor.next();
            parser.enter();
            parts.add(new ParameterWords(cursor, this, unit, dialect).read(quoted));
            parser.leave();
        } else if (isNameStart(c)) {
            parts.add(new Part.Parameter(unit.nextId(), name(), null, "", null, quoted));
        } else if ("?#@*$!-0123456789".indexOf(c) >= 0 && c != Cursor.END) {
            parts.add(new Part.Parameter(unit.nextId(), String.valueOf(cursor.next()), null, "", null, quoted));
        } else if (c == '\'' && !quoted && dialect.isExtended()) {
            cursor.next();
            parts.add(new Part.Literal(Escapes.quoted(cursor), true));
        } else {
            parts.text('$', quoted);
        }
    }

    String name() {
        StringBuilder name = new StringBuilder();
        while (isNamePart(cursor.peek())) {
            name.append(cursor.next());
        }
        return name.toString();
    }

    /** {@code ((…))} as a word of its own. */
    Word calculation() {
        cursor.next();
        return new Word(List.of(calculation(false)));
    }

    private Part calculation(boolean quoted) {
        cursor.next();
        parser.enter();
        Parts inner = new Parts();
        inner.present();
        read(inner, Mode.CALCULATION, true);
        parser.leave();
        if (!cursor.take("))")) {
            throw new SyntaxProblem(cursor.peek(1) == Cursor.END ? Kind.INCOMPLETE : Kind.OTHER, "Missing '))'", null, cursor.line());
        }
        return new Part.Calculation(unit.nextId(), inner.word(), quoted);
    }

    private Part substitution(boolean quoted) {
        int body = unit.reserveBody();
        unit.setBody(body, parser.untilParenthesis());
        return new Part.Substitution(unit.nextId(), body, quoted, false);
    }

    private Part backquotes(boolean quoted) {
        int line = cursor.line();
        StringBuilder text = new StringBuilder();
        while (true) {
            char c = cursor.raw();
            if (c == Cursor.END) {
                throw new SyntaxProblem(Kind.INCOMPLETE, "EOF in backquote substitution", null, cursor.line());
            }
            if (c == '`') {
                break;
            }
            char following = cursor.peek(0);
            if (c == '\\' && (following == '`' || following == '\\' || following == '$' || following == '"' && quoted)) {
                c = cursor.raw();
            }
            text.append(c);
        }
        int body = unit.reserveBody();
        unit.setBody(body, parser.nested(text.toString(), line));
        return new Part.Substitution(unit.nextId(), body, quoted, false);
    }

    private SyntaxProblem unterminated(Mode mode) {
        String message = switch (mode) {
            case DOUBLE_QUOTES -> SyntaxProblem.UNTERMINATED_QUOTES;
            case BRACES, SUBSCRIPT -> "Missing '}'";
            case CALCULATION -> "Missing '))'";
            case COMMAND, DOCUMENT -> throw new IllegalStateException("these end with the text");
        };
        return new SyntaxProblem(Kind.INCOMPLETE, message, null, cursor.line());
    }

    /** Collects pieces; neighbouring characters of the same kind become one literal. */
    static final class Parts {
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private boolean textQuoted;

        void text(char c, boolean quoted) {
            if (quoted != textQuoted) {
                flush();
                textQuoted = quoted;
            }
            text.append(c);
        }

        /** Quotes make a field even if nothing stands in them. */
        void present() {
            flush();
            parts.add(new Part.Literal("", true));
        }

        void add(Part part) {
            flush();
            parts.add(part);
        }

        private void flush() {
            if (!text.isEmpty()) {
                parts.add(new Part.Literal(text.toString(), textQuoted));
                text.setLength(0);
            }
        }

        Word word() {
            flush();
            return new Word(parts);
        }
    }
}
