package dev.reconcile.shell;

import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The programs that can be started by name, as if they lay in the directories of the search path. */
public final class Programs {
    public static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final SortedMap<String, Program> byName;

    private Programs(SortedMap<String, Program> byName) {
        this.byName = byName;
    }

    public static Programs none() {
        return new Programs(new TreeMap<>());
    }

    /** These programs and that one; an older one of the same name gives way. */
    public Programs with(String name, Program program) {
        SortedMap<String, Program> more = new TreeMap<>(byName);
        more.put(name, program);
        return new Programs(more);
    }

    public Programs without(String name) {
        SortedMap<String, Program> fewer = new TreeMap<>(byName);
        fewer.remove(name);
        return new Programs(fewer);
    }

    /** By bare name, or by a path that leads into a directory of the search path. */
    public Optional<Program> find(String name) {
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            return Optional.ofNullable(byName.get(name));
        }
        String directory = slash == 0 ? "/" : name.substring(0, slash);
        boolean searched = Arrays.asList(SEARCH_PATH.split(":")).contains(directory);
        return searched ? Optional.ofNullable(byName.get(name.substring(slash + 1))) : Optional.empty();
    }

    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byName.keySet()));
    }
}
