package dev.reconcile.shell;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The programs that can be started by name, as if they lay in the directories of the search path. */
public final class Programs {
    public static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final SortedMap<String, Program> byName;

    /** Found where this map has none of the name; null for none. */
    private final Programs others;

    private Programs(SortedMap<String, Program> byName, Programs others) {
        this.byName = byName;
        this.others = others;
    }

    public static Programs none() {
        return new Programs(new TreeMap<>(), null);
    }

    /** These programs and that one; an older one of the same name gives way. */
    public Programs with(String name, Program program) {
        SortedMap<String, Program> more = new TreeMap<>(byName);
        more.put(name, program);
        return new Programs(more, others);
    }

    /** These programs and a layer of others over them, which costs nothing: containers of one image differ in a few. */
    public Programs under(Map<String, Program> layer) {
        return new Programs(new TreeMap<>(layer), this);
    }

    public Programs without(String name) {
        SortedMap<String, Program> fewer = all();
        fewer.remove(name);
        return new Programs(fewer, null);
    }

    /** By bare name, or by a path that leads into a directory of the search path. */
    public Optional<Program> find(String name) {
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            return named(name);
        }
        String directory = slash == 0 ? "/" : name.substring(0, slash);
        boolean searched = Arrays.asList(SEARCH_PATH.split(":")).contains(directory);
        return searched ? named(name.substring(slash + 1)) : Optional.empty();
    }

    private Optional<Program> named(String name) {
        Program program = byName.get(name);
        return program != null || others == null ? Optional.ofNullable(program) : others.named(name);
    }

    private SortedMap<String, Program> all() {
        SortedMap<String, Program> all = others == null ? new TreeMap<>() : others.all();
        all.putAll(byName);
        return all;
    }

    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(all().keySet()));
    }
}
