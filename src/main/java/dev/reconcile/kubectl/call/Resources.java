package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds kinds by the names that people use for them: {@code pods}, {@code po}, {@code deploy.apps}, {@code deployments.v1.apps}. */
public final class Resources {
    private final Kinds kinds;
    private final Consumer<String> warnings;

    public Resources(Kinds kinds) {
        this(kinds, warning -> { });
    }

    /** @param warnings is told where a short name has several meanings ({@code client-go/restmapper/shortcut.go}) */
    Resources(Kinds kinds, Consumer<String> warnings) {
        this.kinds = kinds;
        this.warnings = warnings;
    }

    public Optional<Kind> find(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        int dot = lower.indexOf('.');
        String name = dot < 0 ? lower : lower.substring(0, dot);
        String rest = dot < 0 ? "" : lower.substring(dot + 1);
        Optional<Kind> found = Stream.concat(kinds.all().stream(), kinds.served().stream())
                .filter(kind -> isCalled(kind, name) && isOf(kind, rest)).findFirst();
        found.map(Resources::grouped).filter(first -> rest.isEmpty()).ifPresent(first -> kinds.served().stream()
                .filter(kind -> kind.shortNames().contains(name)).map(Resources::grouped).filter(other -> !other.equals(first)).distinct()
                .forEach(other -> warnings.accept("short name \"" + name + "\" could also match lower priority resource " + other)));
        return found;
    }

    private static String grouped(Kind kind) {
        return kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
    }

    private static boolean isCalled(Kind kind, String name) {
        return kind.plural().equals(name)
                || kind.singular().equals(name)
                || kind.kind().toLowerCase(Locale.ROOT).equals(name)
                || kind.shortNames().contains(name);
    }

    /** {@code rest} is a group or the beginning of one, or a version and a group. */
    private static boolean isOf(Kind kind, String rest) {
        String version = kind.version() + (kind.group().isEmpty() ? "" : "." + kind.group());
        return rest.isEmpty() || rest.equals(version) || !kind.group().isEmpty() && kind.group().startsWith(rest);
    }

    public Kind require(String written) throws CommandFailure {
        return find(written).orElseThrow(() -> CommandFailure.error("the server doesn't have a resource type \"" + written + "\""));
    }

    /** As {@link #require}, for commands whose complaint has no {@code error:} before it. */
    public Kind requireBare(String written) throws CommandFailure {
        return find(written).orElseThrow(() -> CommandFailure.bare("the server doesn't have a resource type \"" + written + "\""));
    }

    /** The kinds of a list with commas; a category such as {@code all} stands for its members. */
    public List<Kind> several(String written) throws CommandFailure {
        List<Kind> found = new ArrayList<>();
        for (String name : written.split(",")) {
            List<Kind> members = kinds.all().stream().filter(kind -> kind.categories().contains(name)).toList();
            for (Kind kind : members.isEmpty() ? List.of(require(name)) : members) {
                if (!found.contains(kind)) {
                    found.add(kind);
                }
            }
        }
        return found;
    }

    /** {@code pod}, {@code deployment.apps}: how messages name an object's kind. */
    public static String singular(Kind kind) {
        return kind.groupKind().toLowerCase(Locale.ROOT);
    }

    /** {@code pod/x}, {@code deployment.apps/x}. */
    public static String named(Kind kind, String name) {
        return singular(kind) + "/" + name;
    }
}
