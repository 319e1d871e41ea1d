package dev.reconcile.shell;

/** A piece of a {@link Word}. Quoted pieces are neither split into fields nor matched against file names. */
sealed interface Part {
    boolean quoted();

    record Literal(String text, boolean quoted) implements Part {}

    /** {@code ~} or {@code ~name} at the start of a word. */
    record Tilde(String user) implements Part {
        @Override
        public boolean quoted() {
            return false;
        }
    }

    /**
     * {@code $name}, or {@code ${name operator argument}}. The id numbers what can be remembered while its command waits, see {@link Expander}.
     *
     * @param operator empty for the plain value; otherwise {@code -}, {@code :-}, {@code =}, {@code :=}, {@code ?}, {@code :?}, {@code +}, {@code :+},
     *     {@code #}, {@code ##}, {@code %}, {@code %%}, and in bash's dialect {@code :} (substring), {@code /} and {@code //} (replace);
     *     {@code length} for {@code ${#name}}; {@link Words#BAD}
     * @param argument what follows the operator, or null
     */
    record Parameter(int id, String name, String operator, Word argument, boolean quoted) implements Part {}

    /** {@code $(commands)}; the number says which body of the {@link Unit} it runs. */
    record Substitution(int id, int body, boolean quoted) implements Part {}

    /** {@code $((expression))}, whose text is expanded before it is calculated. */
    record Calculation(int id, Word expression, boolean quoted) implements Part {}
}
