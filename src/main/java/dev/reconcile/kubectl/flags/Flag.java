package dev.reconcile.kubectl.flags;

import java.util.List;

/**
 * One flag that a command knows.
 *
 * @param shorthand a single letter, or empty
 * @param preset the value when the flag is not given, as help prints it
 * @param bare what {@code --name} without a value means; empty where a value is required
 * @param deprecation what to do instead, for a flag that is still taken but no longer shown; empty for the others
 */
public record Flag(String name, String shorthand, Type type, String preset, String bare, String usage, String deprecation) {
    /** What a flag's value may be. */
    public enum Type { TEXT, BOOL, INT, INT32, INT64, DURATION, LIST, REPEATED }

    public Flag(String name, String shorthand, Type type, String preset, String bare, String usage) {
        this(name, shorthand, type, preset, bare, usage, "");
    }

    public Flag deprecated(String advice) {
        return new Flag(name, shorthand, type, preset, bare, usage, advice);
    }

    public boolean isDeprecated() {
        return !deprecation.isEmpty();
    }

    public static Flag text(String name, String shorthand, String preset, String usage) {
        return new Flag(name, shorthand, Type.TEXT, preset, "", usage);
    }

    /** A text flag that may stand alone: then it means {@code bare}. */
    public static Flag optional(String name, String preset, String bare, String usage) {
        return new Flag(name, "", Type.TEXT, preset, bare, usage);
    }

    public static Flag bool(String name, String shorthand, boolean preset, String usage) {
        return new Flag(name, shorthand, Type.BOOL, Boolean.toString(preset), "true", usage);
    }

    public static Flag number(String name, String shorthand, Type type, long preset, String usage) {
        return new Flag(name, shorthand, type, Long.toString(preset), "", usage);
    }

    public static Flag duration(String name, String preset, String usage) {
        return new Flag(name, "", Type.DURATION, preset, "", usage);
    }

    /** May be given several times; each value may hold several, with commas between. */
    public static Flag list(String name, String shorthand, String usage) {
        return new Flag(name, shorthand, Type.LIST, "[]", "", usage);
    }

    /** May be given several times; commas belong to the value. */
    public static Flag repeated(String name, String shorthand, String usage) {
        return new Flag(name, shorthand, Type.REPEATED, "[]", "", usage);
    }

    /** How pflag names the flag in an error: {@code -r, --replicas}. */
    String described() {
        return shorthand.isEmpty() ? "--" + name : "-" + shorthand + ", --" + name;
    }

    /** How help shows the value: {@code --name='text'}, {@code --wait=true}, {@code --filename=[]}. */
    public String shownPreset() {
        return switch (type) {
            case TEXT -> "'" + preset + "'";
            case BOOL, INT, INT32, INT64, DURATION, LIST, REPEATED -> preset;
        };
    }

    boolean isList() {
        return List.of(Type.LIST, Type.REPEATED).contains(type);
    }
}
