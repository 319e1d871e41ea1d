package dev.reconcile.shell;

import dev.reconcile.shell.SyntaxProblem.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the shell's grammar (POSIX 2.10), one complete command at a time, by recursive descent over characters.
 *
 * <p>A text that is not a program throws {@link SyntaxProblem}.
 */
final class Parser {
    /** How deep commands, quotes and expressions may nest. */
    static final int MAX_NESTING = 60;

    private static final List<String> RESERVED = Arrays.asList(
            "if", "then", "elif", "else", "fi", "do", "done", "case", "esac", "while", "until", "for", "{", "}", "!", "in", "function", "time");
    private static final int LONGEST_RESERVED = 8;
    private static final List<String> TERMINATORS = Arrays.asList("then", "elif", "else", "fi", "do", "done", "esac", "}");

    private final Cursor cursor;
    private final Dialect dialect;
    private final Map<String, String> aliases;
    private final UnitBuilder unit;
    private final Words words;
    private final Redirects redirects;
    private int nesting;

    Parser(String text, int position, int line, Map<String, String> aliases, Dialect dialect) {
        this(new Cursor(text, position, line), aliases, dialect, new UnitBuilder(), 0);
    }

    private Parser(Cursor cursor, Map<String, String> aliases, Dialect dialect, UnitBuilder unit, int nesting) {
        this.cursor = cursor;
        this.aliases = aliases;
        this.dialect = dialect;
        this.unit = unit;
        this.nesting = nesting;
        this.words = new Words(cursor, this, unit, dialect);
        this.redirects = new Redirects(cursor, this, words, dialect);
    }

    /** The next complete command up to the end of its line, or empty at the end of the text. */
    Optional<Unit> nextUnit() {
        skipNewlines();
        if (cursor.atEnd()) {
            return Optional.empty();
        }
        int start = cursor.originalPosition();
        int line = cursor.line();
        unit.begin();
        List<Command> lines = new ArrayList<>();
        do {
            lines.add(commandsOfLine());
            if (!cursor.atEnd() && !newline()) {
                throw unexpected(null);
            }
            // An alias can hold several lines: a unit ends in the original text.
        } while (cursor.isWithinAlias() && !atEndOfLines());
        Command command = sequence(lines);
        redirects.endOfText();
        unit.setBody(0, command);
        return Optional.of(new Unit(cursor.original(start, cursor.originalPosition()), line, aliases, unit.bodies()));
    }

    private boolean atEndOfLines() {
        skipNewlines();
        return cursor.atEnd();
    }

    int position() {
        return cursor.originalPosition();
    }

    int lineNumber() {
        return cursor.line();
    }

    /** Whether a here-document ran into the end of the text. */
    boolean documentOpen() {
        return redirects.documentOpen();
    }

    void enter() {
        if (++nesting > MAX_NESTING) {
            throw new SyntaxProblem(Kind.UNSUPPORTED, "commands are nested too deeply (limit " + MAX_NESTING + ")", null, cursor.line());
        }
    }

    void leave() {
        nesting--;
    }

    /** The commands of {@code $(…)}: its parenthesis has been read, the closing one is read here. */
    Command untilParenthesis() {
        enter();
        Command body = compoundList();
        skipBlanks();
        if (!cursor.take(")")) {
            throw unexpected("\")\"");
        }
        leave();
        return body;
    }

    /** The commands of a text of its own within this unit: backquotes. */
    Command nested(String text, int line) {
        enter();
        Parser parser = new Parser(new Cursor(text, 0, line), aliases, dialect, unit, nesting);
        Command body = parser.compoundList();
        parser.redirects.endOfText();
        if (!parser.cursor.atEnd()) {
            throw parser.unexpected(null);
        }
        leave();
        return body;
    }

    /** The text of a here-document in which expansions are to be found. */
    Word document(String text, int line) {
        return new Parser(new Cursor(text, 0, line), aliases, dialect, unit, nesting).words.document();
    }

    // lists

    /** Commands up to the end of the line. */
    private Command commandsOfLine() {
        List<Command> commands = new ArrayList<>();
        do {
            chainOrBackground(commands);
        } while (separator() && !atLineEnd());
        return sequence(commands);
    }

    private boolean atLineEnd() {
        skipBlanks();
        return cursor.atEnd() || cursor.peek() == '\n';
    }

    /** Commands over any number of lines, up to what cannot continue them. May be empty only where the grammar's caller says so. */
    private Command compoundList() {
        List<Command> commands = new ArrayList<>();
        skipNewlines();
        while (!listEnds()) {
            chainOrBackground(commands);
            if (!separator() && !newline()) {
                break;
            }
            skipNewlines();
        }
        return sequence(commands);
    }

    private static Command sequence(List<Command> commands) {
        return commands.size() == 1 ? commands.getFirst() : new Command.Sequence(List.copyOf(commands));
    }

    private boolean listEnds() {
        boolean itemEnds = cursor.peek() == ';' && (cursor.peek(1) == ';' || dialect == Dialect.BASH && cursor.peek(1) == '&');
        return cursor.atEnd() || cursor.peek() == ')' || itemEnds || TERMINATORS.contains(reservedAhead());
    }

    private void chainOrBackground(List<Command> commands) {
        skipBlanks();
        int start = cursor.originalPosition();
        int line = cursor.line();
        Command command = chain();
        skipBlanks();
        boolean background = cursor.peek() == '&' && cursor.peek(1) != '&';
        commands.add(background ? new Command.Background(command, cursor.original(start, cursor.originalPosition()).strip(), line) : command);
    }

    /** What ends a command; an ampersand has been taken into account before. */
    boolean separator() {
        if (cursor.peek() == '&' && cursor.peek(1) != '&') {
            cursor.next();
            skipBlanks();
            return true;
        }
        boolean falls = dialect == Dialect.BASH && cursor.peek(1) == '&';
        return cursor.peek() == ';' && cursor.peek(1) != ';' && !falls && cursor.take(";");
    }

    private Command chain() {
        List<Command> commands = new ArrayList<>();
        List<Boolean> whenSuccess = new ArrayList<>();
        commands.add(pipeline());
        while (true) {
            skipBlanks();
            boolean and = cursor.take("&&");
            if (!and && !cursor.take("||")) {
                break;
            }
            whenSuccess.add(and);
            skipNewlines();
            commands.add(pipeline());
        }
        return whenSuccess.isEmpty() ? commands.getFirst() : new Command.Chain(List.copyOf(commands), List.copyOf(whenSuccess));
    }

    private Command pipeline() {
        skipBlanks();
        if (reserved("!")) {
            enter();
            Command negated = new Command.Not(pipeline());
            leave();
            return negated;
        }
        if (dialect == Dialect.BASH && reserved("time")) {
            enter();
            skipBlanks();
            boolean posix = cursor.peek() == '-' && cursor.peek(1) == 'p' && Words.isMeta(cursor.peek(2)) && cursor.take("-p");
            skipBlanks();
            Command timed = new Command.Timed(isMeta() && cursor.peek() != '(' ? new Command.Sequence(List.of()) : pipeline(), posix);
            leave();
            return timed;
        }
        int line = cursor.line();
        List<Command> stages = new ArrayList<>();
        stages.add(command());
        skipBlanks();
        while (cursor.peek() == '|' && cursor.peek(1) != '|') {
            cursor.next();
            if (dialect == Dialect.BASH && cursor.take("&")) {
                Redirect both = new Redirect(2, Redirect.Kind.DUPLICATE, Word.quoted("1"));
                stages.add(new Command.Redirected(stages.removeLast(), List.of(both), line));
            }
            skipNewlines();
            stages.add(command());
            skipBlanks();
        }
        return stages.size() == 1 ? stages.getFirst() : new Command.Pipeline(List.copyOf(stages), line);
    }

    // commands

    Command command() {
        skipBlanks();
        enter();
        int line = cursor.line();
        Command command = switch (reservedAhead()) {
            case "{" -> group();
            case "if" -> conditional();
            case "while" -> loop(true);
            case "until" -> loop(false);
            case "for" -> forLoop();
            case "case" -> choice();
            case "function" -> function();
            case "", "time" -> special();
            default -> throw unexpected(null);
        };
        if (command == null) {
            command = new SimpleCommandWords(this, cursor, words, redirects, aliases, dialect).read();
        } else {
            List<Redirect> trailing = new ArrayList<>();
            while (redirects.read(trailing)) {
                skipBlanks();
            }
            if (!trailing.isEmpty()) {
                command = new Command.Redirected(command, trailing, line);
            }
        }
        leave();
        return command;
    }

    /** What begins with parentheses or brackets; null for a simple command. */
    private Command special() {
        if (Calculations.begin(cursor, dialect)) {
            return new Calculations(this, cursor, words).read();
        }
        return cursor.peek() == '(' ? subshell() : Conditionals.begin(cursor, dialect) ? new Conditionals(this, cursor, words).read() : null;
    }

    private Command group() {
        expect("{");
        Command body = nonEmptyList();
        expect("}");
        return body;
    }

    private Command subshell() {
        int line = cursor.line();
        cursor.next();
        Command body = nonEmptyList();
        skipBlanks();
        if (!cursor.take(")")) {
            throw unexpected("\")\"");
        }
        return new Command.Subshell(body, line);
    }

    private Command conditional() {
        List<Command.Branch> branches = new ArrayList<>();
        expect("if");
        do {
            Command condition = nonEmptyList();
            expect("then");
            branches.add(new Command.Branch(condition, nonEmptyList()));
        } while (reserved("elif"));
        if (reserved("else")) {
            branches.add(new Command.Branch(null, nonEmptyList()));
        }
        expect("fi");
        return new Command.If(List.copyOf(branches));
    }

    private Command loop(boolean whileSuccess) {
        expect(whileSuccess ? "while" : "until");
        Command condition = nonEmptyList();
        return new Command.Loop(whileSuccess, condition, body());
    }

    Command body() {
        if (dialect == Dialect.BASH && reservedAhead().equals("{")) {
            return group();
        }
        expect("do");
        Command body = nonEmptyList();
        expect("done");
        return body;
    }

    /** bash's {@code function name}, with or without parentheses. */
    private Command function() {
        expect("function");
        skipBlanks();
        if (isMeta()) {
            throw unexpected(null);
        }
        String name = words.word().plain();
        skipBlanks();
        if (cursor.take("(") && !cursor.take(")")) {
            throw unexpected("\")\"");
        }
        skipNewlines();
        return new Command.Definition(String.valueOf(name), command());
    }

    private Command forLoop() {
        int line = cursor.line();
        expect("for");
        skipBlanks();
        if (dialect == Dialect.BASH && cursor.peek() == '(') {
            return new Calculations(this, cursor, words).counting();
        }
        String name = isMeta() ? "" : words.word().plain();
        if (name == null || !Words.isName(name)) {
            throw new SyntaxProblem(cursor.atEnd() && name != null && name.isEmpty() ? Kind.INCOMPLETE : Kind.OTHER, "Bad for loop variable", null, line);
        }
        skipNewlines();
        List<Word> items = null;
        if (reserved("in")) {
            items = new ArrayList<>();
            for (skipBlanks(); !isMeta(); skipBlanks()) {
                items.add(words.word());
            }
            if (!cursor.atEnd() && cursor.peek() != '\n' && !separator()) {
                throw unexpected(null);
            }
        } else {
            separator();
        }
        skipNewlines();
        return new Command.For(name, items, body(), line);
    }

    private Command choice() {
        int line = cursor.line();
        expect("case");
        skipBlanks();
        if (isMeta()) {
            throw unexpected(null);
        }
        Word subject = words.word();
        skipNewlines();
        expect("in");
        skipNewlines();
        List<Command.Item> items = new ArrayList<>();
        while (!reservedAhead().equals("esac")) {
            items.add(item());
            skipNewlines();
            if (!items.getLast().ends() && !cursor.take(";;")) {
                break;
            }
            skipNewlines();
        }
        expect("esac");
        return new Command.Case(subject, List.copyOf(items), line);
    }

    private Command.Item item() {
        List<Word> patterns = new ArrayList<>();
        cursor.take("(");
        do {
            skipBlanks();
            if (isMeta()) {
                throw unexpected(null);
            }
            patterns.add(words.word());
            skipBlanks();
        } while (cursor.take("|"));
        if (!cursor.take(")")) {
            throw unexpected("\")\"");
        }
        Command body = compoundList();
        skipNewlines();
        boolean bash = dialect == Dialect.BASH;
        return new Command.Item(List.copyOf(patterns), body, bash && cursor.take(";&"), bash && cursor.take(";;&"));
    }

    private Command nonEmptyList() {
        Command list = compoundList();
        if (list instanceof Command.Sequence sequence && sequence.commands().isEmpty()) {
            throw unexpected(null);
        }
        return list;
    }

    // tokens

    void skipBlanks() {
        while (cursor.peek() == ' ' || cursor.peek() == '\t') {
            cursor.next();
        }
        if (cursor.peek() == '#') {
            while (cursor.peek(0) != '\n' && cursor.peek(0) != Cursor.END) {
                cursor.raw();
            }
        }
    }

    private boolean newline() {
        if (cursor.peek() != '\n') {
            return false;
        }
        cursor.next();
        redirects.readDocuments();
        return true;
    }

    void skipNewlines() {
        do {
            skipBlanks();
        } while (newline());
    }

    /** Whether no word begins here. */
    boolean isMeta() {
        return Words.isMeta(cursor.peek()) && !words.processAhead();
    }

    /** The reserved word that comes next, or {@code ""}. */
    private String reservedAhead() {
        skipBlanks();
        StringBuilder ahead = new StringBuilder();
        for (int i = 0; i <= LONGEST_RESERVED && !Words.isMeta(cursor.peek(i)); i++) {
            ahead.append(cursor.peek(i));
        }
        boolean reserved = RESERVED.contains(ahead.toString()) && switch (ahead.toString()) {
            case "function" -> dialect.isExtended();
            case "time" -> dialect == Dialect.BASH;
            default -> true;
        };
        return reserved ? ahead.toString() : "";
    }

    private boolean reserved(String word) {
        return reservedAhead().equals(word) && cursor.take(word);
    }

    private void expect(String word) {
        if (!reserved(word)) {
            throw unexpected("\"" + word + "\"");
        }
    }

    /** What stands here cannot; null where many things could have stood here instead. */
    SyntaxProblem unexpected(String expected) {
        skipBlanks();
        int line = cursor.line();
        char c = cursor.peek();
        String reserved = reservedAhead();
        if (c == Cursor.END) {
            return new SyntaxProblem(Kind.INCOMPLETE, SyntaxProblem.END_OF_FILE, expected, line);
        }
        String token;
        if (c == '\n') {
            token = "newline";
        } else if (!reserved.isEmpty()) {
            token = "\"" + reserved + "\"";
        } else if (c == '<' || c == '>') {
            token = "redirection";
        } else if (Words.isMeta(c)) {
            boolean twice = cursor.peek(1) == c && "&|;".indexOf(c) >= 0;
            token = "\"" + c + (twice ? String.valueOf(c) : "") + "\"";
        } else {
            token = "word";
        }
        return new SyntaxProblem(Kind.UNEXPECTED, token, expected, line);
    }
}
