package dev.reconcile.shell;

import dev.reconcile.shell.Command.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;

/** Bash's {@code [[ … ]]}: words in it are neither split nor globbed, and what stands right of {@code ==} is a pattern.
 * Right of {@code =~} stands an extended regular expression, whose groups become {@code BASH_REMATCH}. */
final class Conditionals {
    private static final List<String> PATTERNS = Arrays.asList("==", "=", "!=");
    private static final List<String> OPERATORS = Arrays.asList("&&", "||", "(", ")", "<", ">");

    private final Parser parser;
    private final Cursor cursor;
    private final Words words;

    Conditionals(Parser parser, Cursor cursor, Words words) {
        this.parser = parser;
        this.cursor = cursor;
        this.words = words;
    }

    /** Whether one begins here. */
    static boolean begin(Cursor cursor, Dialect dialect) {
        return dialect.isExtended() && cursor.peek() == '[' && cursor.peek(1) == '[' && Words.isMeta(cursor.peek(2));
    }

    Command read() {
        int line = cursor.line();
        cursor.next();
        cursor.next();
        List<Token> tokens = new ArrayList<>();
        for (parser.skipNewlines(); !atEnd(); parser.skipNewlines()) {
            boolean matched = !tokens.isEmpty() && tokens.getLast().word() != null && "=~".equals(tokens.getLast().word().plain());
            tokens.add(matched ? new Token("", expression()) : token());
        }
        cursor.next();
        cursor.next();
        if (tokens.isEmpty()) {
            throw parser.unexpected(null);
        }
        return new Command.Conditional(List.copyOf(tokens), line);
    }

    private boolean atEnd() {
        return cursor.peek() == ']' && cursor.peek(1) == ']' && Words.isMeta(cursor.peek(2));
    }

    /** Up to the next blank; parentheses and bars belong to it. */
    private Word expression() {
        List<Part> parts = new ArrayList<>();
        while (!cursor.atEnd() && " \t\n".indexOf(cursor.peek()) < 0) {
            if ("()|<>&;".indexOf(cursor.peek()) >= 0) {
                parts.add(new Part.Literal(String.valueOf(cursor.next()), false));
            } else {
                parts.addAll(words.word().parts());
            }
        }
        return new Word(parts);
    }

    private Token token() {
        for (String operator : OPERATORS) {
            if (cursor.take(operator)) {
                return new Token(operator, null);
            }
        }
        if (cursor.peek() == '!' && Words.isMeta(cursor.peek(1))) {
            cursor.next();
            return new Token("!", null);
        }
        if (Words.isMeta(cursor.peek())) {
            throw parser.unexpected(null);
        }
        return new Token("", words.word());
    }

    /** What it comes to: 0 for true, 1 for false, 2 where it makes no sense. */
    static final class Evaluation {
        private static final int NONSENSE = 2;

        private final Shell shell;
        private final List<Token> tokens;
        private int at;
        private boolean wrong;

        Evaluation(Shell shell, List<Token> tokens) {
            this.shell = shell;
            this.tokens = tokens;
        }

        int status() {
            boolean value = either(true);
            if (at < tokens.size() && !wrong) {
                complain("syntax error in conditional expression");
            }
            return wrong ? NONSENSE : value ? 0 : 1;
        }

        private void complain(String message) {
            wrong = true;
            shell.complain(message);
        }

        private boolean takes(String operator) {
            boolean here = at < tokens.size() && tokens.get(at).operator().equals(operator);
            at += here ? 1 : 0;
            return here;
        }

        /** @param counts whether the value matters: what does not is read, and not expanded */
        private boolean either(boolean counts) {
            boolean value = both(counts);
            while (takes("||")) {
                value |= both(counts && !value);
            }
            return value;
        }

        private boolean both(boolean counts) {
            boolean value = negated(counts);
            while (takes("&&")) {
                value &= negated(counts && value);
            }
            return value;
        }

        private boolean negated(boolean counts) {
            if (takes("!")) {
                return !negated(counts);
            }
            if (takes("(")) {
                boolean value = either(counts);
                if (!takes(")") && !wrong) {
                    complain("expected `)'");
                }
                return value;
            }
            return primary(counts);
        }

        private String plain(int index) {
            if (index >= tokens.size()) {
                return "";
            }
            Token token = tokens.get(index);
            String plain = token.word() == null ? token.operator() : token.word().plain();
            return plain == null ? "" : plain;
        }

        private boolean isWord(int index) {
            return index < tokens.size() && tokens.get(index).word() != null;
        }

        private boolean primary(boolean counts) {
            if (!isWord(at)) {
                if (!wrong) {
                    complain("unexpected token in conditional expression");
                }
                at++;
                return false;
            }
            if (TestExpression.isUnary(plain(at)) && isWord(at + 1)) {
                String operator = plain(at);
                Word operand = tokens.get(at + 1).word();
                at += 2;
                return counts && test(operator, shell.expander().single(operand));
            }
            Word left = tokens.get(at++).word();
            String operator = plain(at);
            boolean binary = (TestExpression.isBinary(operator) || operator.equals("=~")) && isWord(at + 1);
            if (!binary) {
                return counts && !shell.expander().single(left).isEmpty();
            }
            Word right = tokens.get(at + 1).word();
            at += 2;
            return counts && compare(left, operator, right);
        }

        private boolean compare(Word left, String operator, Word right) {
            if (operator.equals("=~")) {
                return matches(shell.expander().single(left), shell.expander().expression(right));
            }
            if (!PATTERNS.contains(operator)) {
                return test(shell.expander().single(left), operator, shell.expander().single(right));
            }
            boolean matches = Pattern.matches(shell.expander().pattern(right), shell.expander().single(left));
            return operator.equals("!=") != matches;
        }

        private boolean matches(String text, String expression) {
            try {
                Matcher matcher = Regex.matcher(Regex.compile(expression, true, false), text);
                List<Subscripts.Entry> groups = new ArrayList<>();
                boolean found = Regex.find(matcher, 0);
                for (int i = 0; found && i <= matcher.groupCount(); i++) {
                    groups.add(new Subscripts.Entry(null, matcher.group(i) == null ? "" : matcher.group(i)));
                }
                Subscripts.setAll(shell.state(), "BASH_REMATCH", groups, false);
                return found;
            } catch (Regex.Wrong wrong) {
                complain(wrong.getMessage());
                return false;
            }
        }

        private boolean test(String... words) {
            List<String> args = new ArrayList<>(List.of("[["));
            args.addAll(Arrays.asList(words));
            int status = TestExpression.run(new Builtins.Call(shell, args, Channel.stdio(shell.descriptors())));
            wrong |= status == NONSENSE;
            return status == 0;
        }
    }
}
