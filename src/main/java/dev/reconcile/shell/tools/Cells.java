package dev.reconcile.shell.tools;

/** How wide text is on a terminal. */
final class Cells {
    private Cells() {}

    /** Hangul, Chinese characters and the like take two columns, combining marks none. */
    static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return point >= 0x1100 && (point <= 0x115f || point >= 0x2e80 && point <= 0xa4cf || point >= 0xac00 && point <= 0xd7a3 || point >= 0xf900 && point <= 0xfaff
                || point >= 0xfe30 && point <= 0xfe6f || point >= 0xff00 && point <= 0xff60 || point >= 0xffe0 && point <= 0xffe6 || point >= 0x1f300 && point <= 0x1faff
                || point >= 0x20000 && point <= 0x3fffd) ? 2 : 1;
    }
}
