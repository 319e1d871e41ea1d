package dev.reconcile.kubectl.flags;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a command line said: the flags' values and the other arguments, in order. */
public final class Values {
    private final FlagSet set;
    private final Map<String, List<String>> given = new TreeMap<>();
    private final List<String> arguments = new ArrayList<>();
    private int dashAt = -1;

    Values(FlagSet set) {
        this.set = set;
    }

    void put(Flag flag, String value) {
        List<String> values = given.computeIfAbsent(flag.name(), name -> new ArrayList<>());
        if (!flag.isList()) {
            values.clear();
        }
        values.addAll(flag.type() == Flag.Type.LIST ? List.of(value.split(",", -1)) : List.of(value));
    }

    void argument(String argument) {
        arguments.add(argument);
    }

    void dash() {
        dashAt = arguments.size();
    }

    /** All arguments, those after {@code --} included. */
    public List<String> arguments() {
        return Collections.unmodifiableList(arguments);
    }

    /** How many arguments stand before {@code --}; -1 without one. */
    public int dashAt() {
        return dashAt;
    }

    /** Whether the command takes exactly this flag, not one of its own by the same name. */
    public boolean takes(Flag flag) {
        return set.find(flag.name()).filter(flag::equals).isPresent();
    }

    /** Whether the flag was given at all. */
    public boolean changed(String name) {
        return given.containsKey(name);
    }

    public String text(String name) {
        List<String> values = given.get(name);
        return values == null ? set.known(name).preset() : values.getLast();
    }

    public boolean is(String name) {
        return FlagSet.truth(text(name)).orElseThrow();
    }

    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** Milliseconds. */
    public long millis(String name) {
        return Durations.millis(text(name)).orElseThrow();
    }

    public List<String> list(String name) {
        return Collections.unmodifiableList(given.getOrDefault(name, List.of()));
    }

    /** The text, if the command knows this flag and it is not empty. */
    public Optional<String> filled(String name) {
        return set.find(name).isPresent() ? Optional.of(text(name)).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    public boolean knows(String name) {
        return set.find(name).isPresent();
    }

    /** The flags given, as {@code --name=value}, sorted by name: what {@code --record} keeps. */
    public List<String> shown() {
        List<String> shown = new ArrayList<>();
        given.forEach((name, values) -> values.forEach(value -> shown.add("--" + name + "=" + value)));
        return shown;
    }
}
