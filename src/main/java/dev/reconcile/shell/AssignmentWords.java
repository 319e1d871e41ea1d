package dev.reconcile.shell;

import dev.reconcile.shell.Command.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes words apart that assign: {@code name=value}, and in bash {@code name+=value}, {@code name[subscript]=value} and {@code name=(elements)}. */
final class AssignmentWords {
    private AssignmentWords() {}

    /** A word divided at the sign that assigns. */
    private record Divided(List<Part> subscript, boolean append, List<Part> value) {}

    static Optional<Assignment> read(Word word, Dialect dialect) {
        if (word.parts().isEmpty() || !(word.parts().getFirst() instanceof Part.Literal first) || first.quoted()) {
            return Optional.empty();
        }
        int length = 0;
        while (length < first.text().length() && Words.isNamePart(first.text().charAt(length))) {
            length++;
        }
        String name = first.text().substring(0, length);
        String rest = first.text().substring(length);
        boolean bash = dialect == Dialect.BASH;
        if (!Words.isName(name) || !(rest.startsWith("=") || bash && (rest.startsWith("+=") || rest.startsWith("[")))) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>(word.parts());
        if (rest.startsWith("[")) {
            parts.set(0, new Part.Literal(rest.substring(1), false));
            return divided(parts).map(each -> new Assignment(name, new Word(each.subscript()), each.append(), new Word(each.value()), null));
        }
        boolean append = rest.startsWith("+");
        parts.set(0, new Part.Literal(rest.substring(append ? 2 : 1), false));
        return Optional.of(new Assignment(name, null, append, home(parts), null));
    }

    /** The name before {@code =} where a parenthesis follows; with {@code +} if it adds. */
    static Assignment ofArray(Word word, List<Word> elements) {
        String plain = word.plain();
        boolean append = plain.endsWith("+=");
        return new Assignment(plain.substring(0, plain.length() - (append ? 2 : 1)), null, append, null, List.copyOf(elements));
    }

    static boolean beginsArray(Word word) {
        String plain = word.plain();
        return plain != null && plain.endsWith("=") && Words.isName(plain.substring(0, plain.length() - (plain.endsWith("+=") ? 2 : 1)));
    }

    /** An element of an array that says where it belongs: {@code [subscript]=value}. */
    static Optional<Assignment> element(Word word) {
        if (word.parts().isEmpty() || !(word.parts().getFirst() instanceof Part.Literal first) || first.quoted() || !first.text().startsWith("[")) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>(word.parts());
        parts.set(0, new Part.Literal(first.text().substring(1), false));
        return divided(parts).map(each -> new Assignment("", new Word(each.subscript()), false, new Word(each.value()), null));
    }

    /** After an opening bracket. */
    private static Optional<Divided> divided(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof Part.Literal literal) || literal.quoted()) {
                continue;
            }
            int plain = literal.text().indexOf("]=");
            int adding = literal.text().indexOf("]+=");
            boolean append = adding >= 0 && (plain < 0 || adding < plain);
            int end = append ? adding : plain;
            if (end >= 0) {
                List<Part> subscript = new ArrayList<>(parts.subList(0, i));
                subscript.add(new Part.Literal(literal.text().substring(0, end), false));
                List<Part> value = new ArrayList<>();
                value.add(new Part.Literal(literal.text().substring(end + (append ? 3 : 2)), false));
                value.addAll(parts.subList(i + 1, parts.size()));
                return Optional.of(new Divided(subscript, append, value));
            }
        }
        return Optional.empty();
    }

    /** A tilde after the sign is one's home. */
    private static Word home(List<Part> value) {
        String text = ((Part.Literal) value.getFirst()).text();
        if (!(text.equals("~") && value.size() == 1 || text.startsWith("~/"))) {
            return new Word(value);
        }
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Tilde(""));
        parts.add(new Part.Literal(text.substring(1), false));
        parts.addAll(value.subList(1, value.size()));
        return new Word(parts);
    }
}
