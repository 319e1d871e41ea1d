package dev.reconcile.shell;

/** Whose language is spoken: what containers call {@code sh}, or what a person expects in a terminal. Decides error texts and what is understood beyond POSIX. */
public enum Dialect {
    /** dash, as in Debian's {@code /bin/sh}: {@code sh: 1: foo: not found}. */
    DASH,
    /** ash, as in busybox and alpine: {@code sh: foo: not found}; of bash it knows <code>${x:1:2}</code>, {@code [[ ]]}, {@code $'…'} and {@code &>}, but no arrays. */
    ASH,
    /** bash: {@code bash: foo: command not found}, arrays, brace expansion, {@code <<<}, {@code <(…)}. */
    BASH;

    /** Whether what ash has in common with bash is understood. */
    boolean isExtended() {
        return this != DASH;
    }
}
