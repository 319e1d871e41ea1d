package dev.reconcile.model;

import dev.reconcile.model.JsonPath.Bad;
import dev.reconcile.model.JsonPath.Part;
import dev.reconcile.model.JsonPath.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads the text of a {@link JsonPath}. */
final class JsonPathParser {
    private static final String OPERATORS = "==|!=|<=|>=|<|>";

    private final String text;
    private int at;

    JsonPathParser(String text) {
        this.text = text;
    }

    List<Part> template() throws Bad {
        List<List<Part>> open = new ArrayList<>();
        List<Part.Path> ranges = new ArrayList<>();
        open.add(new ArrayList<>());
        while (at < text.length()) {
            int brace = text.indexOf('{', at);
            int end = brace < 0 ? text.length() : brace;
            if (end > at) {
                open.getLast().add(new Part.Text(text.substring(at, end)));
            }
            at = end;
            if (brace >= 0) {
                at++;
                action(open, ranges);
            }
        }
        while (open.size() > 1) {
            close(open, ranges);
        }
        return open.getFirst();
    }

    private void action(List<List<Part>> open, List<Part.Path> ranges) throws Bad {
        boolean range = false;
        boolean some = false;
        while (true) {
            skipSpaces();
            if (at >= text.length()) {
                throw new Bad("unclosed action");
            }
            char c = text.charAt(at);
            if (c == '}') {
                at++;
                if (range && !some) {
                    open(open, ranges, new Part.Path(List.of()));
                }
                return;
            }
            if (c == '"' || c == '\'') {
                open.getLast().add(new Part.Text(quoted(c)));
            } else if (word("range")) {
                range = true;
            } else if (word("end")) {
                if (open.size() == 1) {
                    throw new Bad("not in range, nothing to end");
                }
                close(open, ranges);
            } else {
                Part.Path path = path("}");
                if (range) {
                    open(open, ranges, path);
                    some = true;
                } else {
                    open.getLast().add(path);
                }
            }
        }
    }

    private static void open(List<List<Part>> open, List<Part.Path> ranges, Part.Path path) {
        ranges.add(path);
        open.add(new ArrayList<>());
    }

    private static void close(List<List<Part>> open, List<Part.Path> ranges) {
        List<Part> body = open.removeLast();
        open.getLast().add(new Part.Range(ranges.removeLast(), body));
    }

    private boolean word(String word) {
        boolean found = text.startsWith(word, at) && (at + word.length() == text.length() || " }".indexOf(text.charAt(at + word.length())) >= 0);
        at += found ? word.length() : 0;
        return found;
    }

    /** Up to a space or one of the ending characters, outside of brackets. */
    private Part.Path path(String ends) throws Bad {
        List<Step> steps = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || ends.indexOf(c) >= 0) {
                break;
            }
            if (c == '$' || c == '@') {
                at++;
                if (c == '$') {
                    steps.add(new Step.Root());
                }
            } else if (text.startsWith("..", at)) {
                at += 2;
                steps.add(new Step.Recursive());
                if (at < text.length() && text.charAt(at) != '[') {
                    steps.add(field());
                }
            } else if (c == '.') {
                at++;
                if (at < text.length() && "[ }".indexOf(text.charAt(at)) < 0) {
                    steps.add(field());
                }
            } else if (c == '[') {
                steps.add(bracket());
            } else if (steps.isEmpty()) {
                steps.add(field());
            } else {
                throw new Bad("unexpected character in path: " + c);
            }
        }
        return new Part.Path(steps);
    }

    private Step field() throws Bad {
        StringBuilder name = new StringBuilder();
        while (at < text.length() && " .[]{}()=!<>,'\"".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        if (name.isEmpty()) {
            throw new Bad("unrecognized character in action: U+%04X '%c'".formatted((int) text.charAt(at), text.charAt(at)));
        }
        return name.toString().equals("*") ? new Step.Wildcard() : new Step.Field(name.toString());
    }

    private Step bracket() throws Bad {
        int close = closing();
        String inside = text.substring(at + 1, close).trim();
        at = close + 1;
        if (inside.equals("*")) {
            return new Step.Wildcard();
        }
        if (inside.startsWith("?(") && inside.endsWith(")")) {
            return new Step.Filter(condition(inside.substring(2, inside.length() - 1)));
        }
        List<Step> steps = new ArrayList<>();
        for (String item : inside.split(",(?=(?:[^']*'[^']*')*[^']*$)")) {
            steps.add(element(item.trim()));
        }
        return steps.size() == 1 ? steps.getFirst() : new Step.Union(steps);
    }

    private int closing() throws Bad {
        char quote = 0;
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 0) {
                return i;
            }
        }
        throw new Bad("unterminated array");
    }

    private static Step element(String item) throws Bad {
        if (item.length() >= 2 && (item.startsWith("'") && item.endsWith("'") || item.startsWith("\"") && item.endsWith("\""))) {
            return new Step.Field(item.substring(1, item.length() - 1).replace("\\.", "."));
        }
        if (item.matches("-?\\d+")) {
            return new Step.Index(Long.parseLong(item));
        }
        if (item.matches("(-?\\d*)(:-?\\d*){1,2}")) {
            String[] bounds = item.split(":", -1);
            return new Step.Slice(number(bounds[0]), number(bounds[1]), bounds.length > 2 && !bounds[2].isEmpty() ? Long.parseLong(bounds[2]) : 1);
        }
        throw new Bad("invalid array index " + item);
    }

    private static Long number(String text) {
        return text.isEmpty() ? null : Long.valueOf(text);
    }

    private static Predicate<Object> condition(String expression) throws Bad {
        String[] sides = expression.split("\\s*(" + OPERATORS + ")\\s*", 2);
        Part.Path left = new JsonPathParser(sides[0].trim()).path("");
        if (sides.length == 1) {
            return value -> !JsonPath.operand(left, value).isEmpty();
        }
        String operator = expression.substring(sides[0].length(), expression.length() - sides[1].length()).trim();
        String right = sides[1].trim();
        Object literal = literal(right);
        Part.Path other = literal == null ? new JsonPathParser(right).path("") : null;
        return value -> {
            List<Object> leftValues = JsonPath.operand(left, value);
            List<Object> rightValues = other == null ? List.of(literal) : JsonPath.operand(other, value);
            return !leftValues.isEmpty() && !rightValues.isEmpty() && holds(leftValues.getFirst(), operator, rightValues.getFirst());
        };
    }

    private static Object literal(String text) {
        if (text.length() >= 2 && (text.startsWith("\"") || text.startsWith("'"))) {
            return text.substring(1, text.length() - 1);
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("-?\\d+(\\.\\d+)?") ? Double.valueOf(text) : null;
    }

    private static boolean holds(Object left, String operator, Object right) {
        boolean numbers = left instanceof Number && right instanceof Number;
        int order = numbers
                ? Double.compare(((Number) left).doubleValue(), ((Number) right).doubleValue())
                : JsonPath.text(left).compareTo(JsonPath.text(right));
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String quoted(char quote) throws Bad {
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return out.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                c = switch (text.charAt(++at)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    default -> text.charAt(at);
                };
            }
            out.append(c);
        }
        throw new Bad("unterminated quoted string");
    }
}
