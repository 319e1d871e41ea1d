package dev.reconcile.shell;

/** One redirection of a command. For a here-document the target is its text. */
record Redirect(int descriptor, Kind kind, Word target) {
    enum Kind {
        READ("<"),
        WRITE(">"),
        APPEND(">>"),
        READ_WRITE("<>"),
        DUPLICATE(">&"),
        HERE("<<");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }
}
