package dev.reconcile.kubectl.print;

import dev.reconcile.kubectl.print.GoTemplate.Bad;
import dev.reconcile.kubectl.print.GoTemplate.Node;
import dev.reconcile.kubectl.print.GoTemplate.Pipe;
import dev.reconcile.kubectl.print.GoTemplate.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a {@link GoTemplate}. */
final class GoTemplateParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|\"(?:\\\\.|[^\"\\\\])*\"|`[^`]*`|:=|[|(),=]|\\$?(?:\\.?[\\p{L}_][\\p{L}\\p{N}_]*)+|\\$|\\.|-?\\d+(?:\\.\\d+)?");

    /** Text between actions, or the tokens of an action. */
    private record Piece(String text, List<String> tokens) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int at;

    GoTemplateParser(String text) throws Bad {
        int from = 0;
        boolean trim = false;
        while (true) {
            int open = text.indexOf("{{", from);
            String plain = text.substring(from, open < 0 ? text.length() : open);
            boolean trimRight = open >= 0 && text.startsWith("{{- ", open);
            plain = trim ? plain.stripLeading() : plain;
            pieces.add(new Piece(trimRight ? plain.stripTrailing() : plain, List.of()));
            if (open < 0) {
                return;
            }
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw new Bad("unclosed action");
            }
            trim = text.startsWith(" -", close - 2);
            String action = text.substring(open + (trimRight ? 3 : 2), trim ? close - 1 : close).strip();
            if (!action.startsWith("/*")) {
                pieces.add(new Piece("", tokens(action)));
            }
            from = close + 2;
        }
    }

    private static List<String> tokens(String action) throws Bad {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(action);
        int from = 0;
        while (from < action.length()) {
            if (!matcher.find(from) || matcher.start() != from) {
                throw new Bad("unexpected \"" + action.charAt(from) + "\" in operand");
            }
            if (!matcher.group().isBlank()) {
                tokens.add(matcher.group());
            } else if (!tokens.isEmpty()) {
                tokens.add(" ");
            }
            from = matcher.end();
        }
        if (tokens.isEmpty()) {
            throw new Bad("missing value for command");
        }
        return tokens;
    }

    List<Node> nodes() throws Bad {
        List<Node> nodes = block();
        if (at < pieces.size()) {
            throw new Bad("unexpected {{" + pieces.get(at).tokens().getFirst() + "}}");
        }
        return nodes;
    }

    /** Up to an {@code else} or {@code end}, which stays. */
    private List<Node> block() throws Bad {
        List<Node> nodes = new ArrayList<>();
        while (at < pieces.size()) {
            Piece piece = pieces.get(at);
            if (piece.tokens().isEmpty()) {
                nodes.add(new Node.Text(piece.text()));
                at++;
                continue;
            }
            String word = piece.tokens().getFirst();
            if (word.equals("end") || word.equals("else")) {
                return nodes;
            }
            at++;
            nodes.add(switch (word) {
                case "if" -> branch(piece.tokens(), false);
                case "with" -> branch(piece.tokens(), true);
                case "range" -> range(piece.tokens());
                default -> new Node.Show(new Reader(piece.tokens()).pipe());
            });
        }
        return nodes;
    }

    private Node branch(List<String> tokens, boolean with) throws Bad {
        Pipe pipe = new Reader(tokens.subList(1, tokens.size())).pipe();
        List<Node> then = block();
        List<String> next = expect();
        if (next.getFirst().equals("end")) {
            return new Node.If(pipe, then, List.of(), with);
        }
        if (next.size() > 2) {
            return new Node.If(pipe, then, List.of(branch(next.subList(2, next.size()), next.get(2).equals("with"))), with);
        }
        List<Node> otherwise = block();
        expect();
        return new Node.If(pipe, then, otherwise, with);
    }

    private Node range(List<String> tokens) throws Bad {
        Pipe pipe = new Reader(tokens.subList(1, tokens.size())).pipe();
        List<Node> body = block();
        if (expect().getFirst().equals("end")) {
            return new Node.Range(pipe, body, List.of());
        }
        List<Node> otherwise = block();
        expect();
        return new Node.Range(pipe, body, otherwise);
    }

    private List<String> expect() throws Bad {
        if (at >= pieces.size()) {
            throw new Bad("unexpected EOF");
        }
        return pieces.get(at++).tokens();
    }

    /** Reads one action's tokens. */
    private static final class Reader {
        private final List<String> tokens;
        private int next;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        private String peek() {
            return next < tokens.size() ? tokens.get(next) : "";
        }

        private void spaces() {
            while (peek().equals(" ")) {
                next++;
            }
        }

        Pipe pipe() throws Bad {
            List<String> variables = variables();
            List<List<Term>> commands = new ArrayList<>();
            List<Term> command = new ArrayList<>();
            for (spaces(); next < tokens.size() && !peek().equals(")"); spaces()) {
                if (peek().equals("|")) {
                    next++;
                    commands.add(command);
                    command = new ArrayList<>();
                } else {
                    command.add(term());
                }
            }
            commands.add(command);
            if (commands.stream().anyMatch(List::isEmpty)) {
                throw new Bad("missing value for command");
            }
            return new Pipe(variables, commands);
        }

        private List<String> variables() {
            int assign = tokens.indexOf(":=") >= 0 ? tokens.indexOf(":=") : tokens.indexOf("=");
            if (assign < next) {
                return List.of();
            }
            List<String> names = tokens.subList(next, assign).stream().filter(token -> token.startsWith("$")).toList();
            next = assign + 1;
            return names;
        }

        private Term term() throws Bad {
            String token = tokens.get(next++);
            char first = token.charAt(0);
            if (first == '"') {
                return new Term.Literal(unquoted(token.substring(1, token.length() - 1)));
            }
            if (first == '`') {
                return new Term.Literal(token.substring(1, token.length() - 1));
            }
            if (token.equals("(")) {
                Pipe inner = pipe();
                next++;
                boolean field = peek().length() > 1 && peek().startsWith(".");
                return new Term.Field("", inner, field ? names(tokens.get(next++)) : List.of());
            }
            if (first == '.') {
                return new Term.Field(".", null, names(token));
            }
            if (first == '$') {
                int dot = token.indexOf('.');
                return new Term.Field(dot < 0 ? token : token.substring(0, dot), null, dot < 0 ? List.of() : names(token.substring(dot)));
            }
            if (token.equals("true") || token.equals("false")) {
                return new Term.Literal(Boolean.valueOf(token));
            }
            if (Character.isDigit(first) || first == '-') {
                return new Term.Literal(token.contains(".") ? (Object) Double.valueOf(token) : (Object) Long.valueOf(token));
            }
            return new Term.Function(token);
        }

        private static List<String> names(String path) {
            return path.equals(".") ? List.of() : List.of(path.substring(1).split("\\."));
        }

        private static String unquoted(String text) {
            return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\"", "\"").replace("\\\\", "\\");
        }
    }
}
