package dev.reconcile.shell;

import dev.reconcile.shell.Command.Assignment;
import dev.reconcile.shell.SyntaxProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a simple command: assignments, words, redirections; or the definition of a function, which begins like one. */
final class SimpleCommandWords {
    private final Parser parser;
    private final Cursor cursor;
    private final Words words;
    private final Redirects redirects;
    private final Map<String, String> aliases;
    private final Dialect dialect;

    SimpleCommandWords(Parser parser, Cursor cursor, Words words, Redirects redirects, Map<String, String> aliases, Dialect dialect) {
        this.parser = parser;
        this.cursor = cursor;
        this.words = words;
        this.redirects = redirects;
        this.aliases = aliases;
        this.dialect = dialect;
    }

    Command read() {
        List<Assignment> assignments = new ArrayList<>();
        List<Assignment> declared = new ArrayList<>();
        List<Word> arguments = new ArrayList<>();
        List<Redirect> redirected = new ArrayList<>();
        int line = cursor.line();
        for (parser.skipBlanks(); ; parser.skipBlanks()) {
            if (redirects.read(redirected)) {
                continue;
            }
            if (parser.isMeta()) {
                break;
            }
            int start = cursor.position();
            Word word = words.word();
            String plain = word.plain();
            if (arguments.isEmpty() && plain != null && aliases.containsKey(plain) && cursor.mayExpand(plain, start)) {
                cursor.replace(start, aliases.get(plain));
                continue;
            }
            if (beginsArray(word, arguments)) {
                (arguments.isEmpty() ? assignments : declared).add(array(word));
                if (!arguments.isEmpty()) {
                    arguments.add(new Word(List.of(new Part.Literal(declared.getLast().name(), false))));
                }
                continue;
            }
            Optional<Assignment> assignment = arguments.isEmpty() ? AssignmentWords.read(word, dialect) : Optional.empty();
            if (assignment.isPresent()) {
                assignments.add(assignment.get());
            } else {
                arguments.add(word);
                parser.skipBlanks();
                if (arguments.size() == 1 && assignments.isEmpty() && redirected.isEmpty() && cursor.peek() == '(') {
                    return definition(plain);
                }
            }
        }
        if (assignments.isEmpty() && arguments.isEmpty() && redirected.isEmpty()) {
            throw parser.unexpected(null);
        }
        // The redirections are not copied: the texts of here-documents are put in when their lines are read.
        return new Command.Simple(List.copyOf(assignments), List.copyOf(arguments), List.copyOf(declared), redirected, line);
    }

    private boolean beginsArray(Word word, List<Word> arguments) {
        boolean may = arguments.isEmpty() || SimpleCommand.isDeclaration(arguments.getFirst());
        return dialect == Dialect.BASH && may && cursor.peek() == '(' && AssignmentWords.beginsArray(word);
    }

    /** The elements of {@code name=(…)}, over any number of lines. */
    private Assignment array(Word word) {
        cursor.next();
        List<Word> elements = new ArrayList<>();
        for (parser.skipNewlines(); !cursor.take(")"); parser.skipNewlines()) {
            if (parser.isMeta()) {
                throw parser.unexpected(null);
            }
            elements.add(words.word());
        }
        return AssignmentWords.ofArray(word, elements);
    }

    private Command definition(String name) {
        cursor.next();
        parser.skipBlanks();
        if (!cursor.take(")")) {
            throw parser.unexpected("\")\"");
        }
        if (name == null || !Words.isName(name.replace('-', '_').replace('.', '_'))) {
            throw new SyntaxProblem(Kind.OTHER, "Bad function name", null, cursor.line());
        }
        parser.skipNewlines();
        return new Command.Definition(name, parser.command());
    }
}
