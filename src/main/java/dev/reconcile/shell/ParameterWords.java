package dev.reconcile.shell;

/** Reads what stands in <code>${…}</code>. */
final class ParameterWords {
    private static final String NUL_OPERATORS = "-=?+";
    private static final String[] OPERATORS = {"##", "#", "%%", "%", "//", "/", "^^", "^", ",,", ",", "@Q", "@U", "@u", "@L"};

    /** In place of an operator: the mistake is reported only when it is to be expanded. */
    static final String BAD = "bad";

    private final Cursor cursor;
    private final Words words;
    private final UnitBuilder unit;
    private final boolean bash;
    private final boolean extended;

    ParameterWords(Cursor cursor, Words words, UnitBuilder unit, Dialect dialect) {
        this.cursor = cursor;
        this.words = words;
        this.unit = unit;
        this.bash = dialect == Dialect.BASH;
        this.extended = dialect.isExtended();
    }

    /** After the opening brace. */
    Part read(boolean quoted) {
        int start = cursor.position();
        if (cursor.peek() == '#' && cursor.peek(1) != '}') {
            cursor.next();
            String name = name();
            Word subscript = subscript(name);
            Word rest = words.inBraces(quoted);
            boolean bad = name.isEmpty() || !rest.parts().isEmpty();
            return part(start, name, subscript, bad ? BAD : "length", null, quoted);
        }
        boolean exclaimed = bash && cursor.peek() == '!' && (Words.isNamePart(cursor.peek(1)) || cursor.peek(1) == '#');
        if (exclaimed) {
            cursor.next();
        }
        String name = name();
        Word subscript = subscript(name);
        if (exclaimed && Subscripts.isAll(subscript) && cursor.peek() == '}') {
            cursor.next();
            return part(start, name, subscript, "keys", null, quoted);
        }
        if (exclaimed && (cursor.peek() == '*' || cursor.peek() == '@') && cursor.peek(1) == '}') {
            Word each = cursor.next() == '@' ? Word.quoted("") : null;
            cursor.next();
            return part(start, name, null, "names", each, quoted);
        }
        name = exclaimed ? "!" + name : name;
        if (cursor.peek() == '}') {
            cursor.next();
            return part(start, name, subscript, name.isEmpty() ? BAD : "", null, quoted);
        }
        String operator = name.isEmpty() ? BAD : operator();
        boolean pattern = !NUL_OPERATORS.contains(operator.substring(operator.length() - 1));
        return part(start, name, subscript, operator, words.inBraces(quoted && !pattern), quoted);
    }

    /** A wrong one is named as it is written. */
    private Part part(int start, String name, Word subscript, String operator, Word argument, boolean quoted) {
        String shown = operator.equals(BAD) ? cursor.since(start).replaceFirst("}$", "") : name;
        return new Part.Parameter(unit.nextId(), shown, subscript, operator, argument, quoted);
    }

    private Word subscript(String name) {
        if (!bash || cursor.peek() != '[' || !Words.isName(name)) {
            return null;
        }
        cursor.next();
        return words.subscript();
    }

    private String name() {
        char c = cursor.peek();
        if (Words.isNameStart(c)) {
            return words.name();
        }
        if (c >= '0' && c <= '9') {
            StringBuilder digits = new StringBuilder();
            while (cursor.peek() >= '0' && cursor.peek() <= '9') {
                digits.append(cursor.next());
            }
            return digits.toString();
        }
        if (c != Cursor.END && "?#@*$!-".indexOf(c) >= 0) {
            return String.valueOf(cursor.next());
        }
        return "";
    }

    private String operator() {
        boolean colon = cursor.take(":");
        char c = cursor.peek();
        if (c != Cursor.END && NUL_OPERATORS.indexOf(c) >= 0) {
            cursor.next();
            return (colon ? ":" : "") + c;
        }
        if (colon) {
            return extended ? ":" : BAD;
        }
        for (String operator : OPERATORS) {
            if (cursor.peek() == operator.charAt(0) && (bash || (extended ? "#%/" : "#%").indexOf(operator.charAt(0)) >= 0) && cursor.take(operator)) {
                return operator;
            }
        }
        return BAD;
    }
}
