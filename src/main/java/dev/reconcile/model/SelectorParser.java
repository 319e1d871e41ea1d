package dev.reconcile.model;

import dev.reconcile.model.LabelSelector.Operator;
import dev.reconcile.model.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads the text form of label selectors, and refuses it in the words of {@code apimachinery/pkg/labels/selector.go}. */
final class SelectorParser {
    private enum Kind { END, WORD, CLOSE, COMMA, NOT, EQUALS, NOT_EQUALS, GREATER, LESS, IN, NOT_IN, OPEN, BAD }

    private record Token(Kind kind, String text) {
        /** Outside the place of an operator, {@code in} and {@code notin} are ordinary words. */
        Token asValue() {
            return kind == Kind.IN || kind == Kind.NOT_IN ? new Token(Kind.WORD, text) : this;
        }
    }

    private static final String SYMBOLS = "=!(),><";

    private final String text;
    private int at;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    SelectorParser(String text) {
        this.text = text;
        do {
            tokens.add(scan());
        } while (tokens.getLast().kind() != Kind.END);
    }

    private Token scan() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "");
        }
        return SYMBOLS.indexOf(text.charAt(at)) >= 0 ? symbol() : word();
    }

    private Token symbol() {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        if (two.equals("==") || two.equals("!=")) {
            at += 2;
            return new Token(two.equals("==") ? Kind.EQUALS : Kind.NOT_EQUALS, two);
        }
        char c = text.charAt(at++);
        Kind kind = switch (c) {
            case '=' -> Kind.EQUALS;
            case '!' -> Kind.NOT;
            case '(' -> Kind.OPEN;
            case ')' -> Kind.CLOSE;
            case ',' -> Kind.COMMA;
            case '>' -> Kind.GREATER;
            case '<' -> Kind.LESS;
            default -> Kind.BAD;
        };
        return new Token(kind, String.valueOf(c));
    }

    private Token word() {
        int start = at;
        while (at < text.length() && SYMBOLS.indexOf(text.charAt(at)) < 0 && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "in" -> new Token(Kind.IN, word);
            case "notin" -> new Token(Kind.NOT_IN, word);
            default -> new Token(Kind.WORD, word);
        };
    }

    private Token peek() {
        return tokens.get(Math.min(next, tokens.size() - 1)).asValue();
    }

    private Token take() {
        Token token = peek();
        next++;
        return token;
    }

    private static LabelSelector.Malformed expected(Token found, String what) {
        return new LabelSelector.Malformed("found '" + found.text() + "', expected: " + what);
    }

    LabelSelector parse() throws LabelSelector.Malformed {
        List<Requirement> requirements = new ArrayList<>();
        while (true) {
            Token token = peek();
            if (token.kind() == Kind.END) {
                return LabelSelector.sorted(requirements);
            }
            if (token.kind() != Kind.WORD && token.kind() != Kind.NOT) {
                throw expected(token, "!, identifier, or 'end of string'");
            }
            requirements.add(requirement());
            Token after = take();
            if (after.kind() == Kind.END) {
                return LabelSelector.sorted(requirements);
            }
            if (after.kind() != Kind.COMMA) {
                throw expected(after, "',' or 'end of string'");
            }
            Token second = peek();
            if (second.kind() != Kind.WORD && second.kind() != Kind.NOT) {
                throw expected(second, "identifier after ','");
            }
        }
    }

    private Requirement requirement() throws LabelSelector.Malformed {
        try {
            return checked(unchecked());
        } catch (LabelSelector.Malformed e) {
            throw new LabelSelector.Malformed("unable to parse requirement: " + e.getMessage());
        }
    }

    private Requirement unchecked() throws LabelSelector.Malformed {
        Token key = take();
        boolean absent = key.kind() == Kind.NOT;
        if (absent) {
            key = take();
        }
        if (key.kind() != Kind.WORD) {
            throw expected(key, "identifier");
        }
        refuse("<nil>", key.text(), Names.qualified(key.text()));
        if (absent) {
            return new Requirement(key.text(), Operator.DOES_NOT_EXIST, List.of());
        }
        if (peek().kind() == Kind.END || peek().kind() == Kind.COMMA) {
            return new Requirement(key.text(), Operator.EXISTS, List.of());
        }
        Operator operator = operator();
        boolean set = operator == Operator.IN || operator == Operator.NOT_IN;
        return new Requirement(key.text(), operator, set ? values() : List.of(value()));
    }

    private Operator operator() throws LabelSelector.Malformed {
        Token token = tokens.get(Math.min(next++, tokens.size() - 1));
        return switch (token.kind()) {
            case IN -> Operator.IN;
            case NOT_IN -> Operator.NOT_IN;
            case EQUALS -> Operator.EQUALS;
            case NOT_EQUALS -> Operator.NOT_EQUALS;
            case GREATER -> Operator.GREATER_THAN;
            case LESS -> Operator.LESS_THAN;
            case END, WORD, CLOSE, COMMA, NOT, OPEN, BAD -> throw expected(token, "in, notin, =, ==, !=, gt, lt");
        };
    }

    private String value() throws LabelSelector.Malformed {
        if (peek().kind() == Kind.END || peek().kind() == Kind.COMMA) {
            return "";
        }
        Token token = take();
        if (token.kind() != Kind.WORD) {
            throw expected(token, "identifier");
        }
        return token.text();
    }

    private List<String> values() throws LabelSelector.Malformed {
        Token open = take();
        if (open.kind() != Kind.OPEN) {
            throw new LabelSelector.Malformed("found '" + open.text() + "' expected: '('");
        }
        Token first = peek();
        if (first.kind() == Kind.CLOSE) {
            take();
            return List.of();
        }
        if (first.kind() != Kind.WORD && first.kind() != Kind.COMMA) {
            throw expected(first, "',', ')' or identifier");
        }
        TreeSet<String> values = new TreeSet<>();
        // An empty place before, between or after commas is the empty value.
        while (true) {
            Token token = take();
            if (token.kind() == Kind.WORD) {
                values.add(token.text());
                token = take();
            } else if (token.kind() == Kind.COMMA || token.kind() == Kind.CLOSE) {
                values.add("");
            } else {
                throw expected(token, "',', or identifier");
            }
            if (token.kind() == Kind.CLOSE) {
                return List.copyOf(values);
            }
            if (token.kind() != Kind.COMMA) {
                throw expected(token, "',' or ')'");
            }
        }
    }

    private static Requirement checked(Requirement requirement) throws LabelSelector.Malformed {
        Operator operator = requirement.operator();
        if (requirement.values().isEmpty() && (operator == Operator.IN || operator == Operator.NOT_IN)) {
            throw new LabelSelector.Malformed("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty");
        }
        for (int i = 0; i < requirement.values().size(); i++) {
            String value = requirement.values().get(i);
            boolean compares = operator == Operator.GREATER_THAN || operator == Operator.LESS_THAN;
            if (compares && !value.matches("[-+]?\\d{1,18}")) {
                throw new LabelSelector.Malformed("values[" + i + "]: Invalid value: " + JsonText.compact(value)
                        + ": for 'Gt', 'Lt' operators, the value must be an integer");
            }
            refuse("values[" + i + "][" + requirement.key() + "]", value, Names.labelValue(value));
        }
        return requirement;
    }

    private static void refuse(String path, String value, List<String> wrong) throws LabelSelector.Malformed {
        if (!wrong.isEmpty()) {
            throw new LabelSelector.Malformed(path + ": Invalid value: " + JsonText.compact(value) + ": " + String.join("; ", wrong));
        }
    }
}
