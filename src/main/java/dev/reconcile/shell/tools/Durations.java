package dev.reconcile.shell.tools;

import java.util.OptionalLong;

/** Reads durations as GNU's sleep and timeout do: {@code 5}, {@code 0.5}, {@code 2m}, {@code 1h}, {@code infinity}. */
final class Durations {
    /** Stands for a wait without end. */
    static final long INFINITE = Long.MAX_VALUE;

    private Durations() {}

    /** Milliseconds; empty for what is no duration. */
    static OptionalLong millis(String written) {
        if (written.equals("infinity") || written.equals("inf")) {
            return OptionalLong.of(INFINITE);
        }
        if (!written.matches("(\\d{1,12}(\\.\\d{0,9})?|\\.\\d{1,9})[smhd]?")) {
            return OptionalLong.empty();
        }
        char unit = written.charAt(written.length() - 1);
        double factor = switch (unit) {
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            default -> 1;
        };
        String number = Character.isLetter(unit) ? written.substring(0, written.length() - 1) : written;
        return OptionalLong.of(Math.round(Double.parseDouble(number) * factor * 1_000));
    }
}
