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
     * @param name with {@code !} before it where bash is to look for the name of the variable in that variable
     * @param subscript of an element of an array; null where none is written
     * @param operator empty for the plain value; otherwise {@code -}, {@code :-}, {@code =}, {@code :=}, {@code ?}, {@code :?}, {@code +}, {@code :+},
     *     {@code #}, {@code ##}, {@code %}, {@code %%}, and in bash's dialect {@code :} (substring), {@code /} and {@code //} (replace);
     *     {@code @Q} and its relatives; {@code length} for {@code ${#name}}, {@code keys} for {@code ${!name[@]}}, {@code names} for {@code ${!prefix*}};
     *     {@link ParameterWords#BAD}
     * @param argument what follows the operator, or null
     */
    record Parameter(int id, String name, Word subscript, String operator, Word argument, boolean quoted) implements Part {
        /** Whether it stands for any number of values. */
        boolean isList() {
            return name.equals("@") || name.equals("*") || Subscripts.isAll(subscript) || operator.equals("names");
        }

        /** Whether quotes join its values to one word. */
        boolean joins() {
            return name.equals("*") || subscript != null && "*".equals(subscript.plain()) || operator.equals("names") && argument == null;
        }
    }

    /**
     * {@code $(commands)}; the number says which body of the {@link Unit} it runs.
     *
     * @param file for bash's {@code <(commands)}: what it comes to is the name of a file that holds the output
     */
    record Substitution(int id, int body, boolean quoted, boolean file) implements Part {}

    /** {@code $((expression))}, whose text is expanded before it is calculated. */
    record Calculation(int id, Word expression, boolean quoted) implements Part {}
}
