package dev.reconcile.shell;

/** Whose language is spoken: what containers call {@code sh}, or what a person expects in a terminal. Decides error texts and a few extensions. */
public enum Dialect {
    /** dash, as in Debian's {@code /bin/sh}: {@code sh: 1: foo: not found}. */
    DASH,
    /** ash, as in busybox and alpine: as dash, in fewer words: {@code sh: foo: not found}. */
    ASH,
    /** bash: {@code bash: foo: command not found}, brace expansion, {@code &>}, {@code <<<}. */
    BASH
}
