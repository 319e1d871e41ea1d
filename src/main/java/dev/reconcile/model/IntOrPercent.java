package dev.reconcile.model;

/** An {@code intstr.IntOrString}: a number of pods, or a share of them such as {@code "25%"}. */
public final class IntOrPercent {
    private IntOrPercent() {}

    /**
     * The number it means of {@code total}, as {@code intstr.GetScaledValueFromIntOrPercent}.
     *
     * @throws IllegalArgumentException for a string that is no percentage
     */
    public static long scaled(Object value, long total, boolean roundUp) {
        return switch (value) {
            case Long number -> number;
            case String text when text.matches("\\d+%") -> {
                long percent = Long.parseLong(text.substring(0, text.length() - 1));
                yield roundUp ? Math.ceilDiv(percent * total, 100) : Math.floorDiv(percent * total, 100);
            }
            case null, default -> throw new IllegalArgumentException("invalid value for IntOrString: " + value);
        };
    }
}
