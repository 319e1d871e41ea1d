package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects a command line means: {@code TYPE NAME…}, {@code TYPE/NAME…}, {@code TYPE -l …}, {@code -f FILE}, with upstream's errors
 * ({@code cli-runtime/pkg/resource/builder.go}).
 */
public final class Selection {
    /** One part of what was asked for. */
    public sealed interface Part {
        Kind kind();

        /**
         * One object.
         *
         * @param manifest what the file said; empty when named on the command line
         * @param source the file; empty when named on the command line
         */
        record Named(Kind kind, String namespace, String name, Json manifest, String source) implements Part {
            public Named with(Json otherManifest) {
                return new Named(kind, namespace, name, otherManifest, source);
            }
        }

        /** All of a kind that the selectors let through; an empty namespace means all. */
        record Whole(Kind kind, String namespace) implements Part {}
    }

    /** An object that was found, and the file that named it. */
    public record Found(Kind kind, KubeObject object, String source) {}

    private static final String SLASHES = "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form"
            + " (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

    private final Call call;
    private final List<Part> parts;

    private Selection(Call call, List<Part> parts) {
        this.call = call;
        this.parts = parts;
    }

    public List<Part> parts() {
        return parts;
    }

    /** Whether objects were named one by one. */
    public boolean named() {
        return parts.stream().allMatch(part -> part instanceof Part.Named);
    }

    /**
     * Reads the arguments and the flags {@code -f}, {@code -l}, {@code --all}, {@code --field-selector} and {@code -A} as far as the command has
     * them. Standard input, if it is among the files, has been read by {@link Call#withInput}.
     *
     * @param mayBeAll whether a kind alone means all of its objects
     */
    public static Selection of(Call call, List<String> arguments, boolean mayBeAll) throws CommandFailure {
        Values flags = call.flags();
        List<String> files = flags.knows("filename") ? flags.list("filename") : List.of();
        if (!files.isEmpty() || flags.filled("kustomize").isPresent()) {
            if (!arguments.isEmpty()) {
                throw CommandFailure.error("when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well");
            }
            return new Selection(call, fromFiles(call));
        }
        return new Selection(call, fromArguments(call, arguments, mayBeAll));
    }

    /** The objects of {@code -f}; documents that name none are added to the failures. */
    public static List<Part> ofFiles(Call call, List<CommandFailure> failures) throws CommandFailure {
        boolean recursive = call.flags().knows("recursive") && call.flags().is("recursive");
        List<Manifests.Document> documents = new ArrayList<>();
        List<CommandFailure> unreadable = new ArrayList<>();
        try {
            String directory = call.flags().filled("kustomize").orElse("");
            if (directory.isEmpty()) {
                Manifests.read(call.invocation(), call.flags().list("filename"), recursive, call.input(), documents);
            } else {
                documents.addAll(kustomized(call, directory, recursive));
            }
        } catch (CommandFailure failure) {
            unreadable.add(failure);
        }
        List<Part> parts = new ArrayList<>();
        for (Manifests.Document document : documents) {
            try {
                parts.add(named(call, document));
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        failures.addAll(unreadable);
        return parts;
    }

    private static List<Manifests.Document> kustomized(Call call, String directory, boolean recursive) throws CommandFailure {
        if (!call.flags().list("filename").isEmpty() || recursive) {
            throw CommandFailure.error(recursive ? "the -k flag can't be used with -f or -R" : "only one of '-f' or '-k' can be specified");
        }
        return call.kustomized(directory).stream().map(object -> new Manifests.Document(object, directory)).toList();
    }

    private static List<Part> fromFiles(Call call) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        List<Part> parts = ofFiles(call, failures);
        if (parts.isEmpty()) {
            CommandFailure.throwIfAny(failures);
            throw CommandFailure.error("no objects passed to " + call.path().substring("kubectl ".length()));
        }
        CommandFailure.throwIfAny(failures);
        return parts;
    }

    /** The object that a document names, with the namespace that it will be in. */
    public static Part.Named named(Call call, Manifests.Document document) throws CommandFailure {
        KubeObject object = new KubeObject(document.object());
        if (object.kind().isEmpty()) {
            throw CommandFailure.error("unable to decode \"" + document.source() + "\": Object 'Kind' is missing in '" + document.object() + "'");
        }
        Kind kind = call.client().kinds().of(object.apiVersion(), object.kind()).orElseThrow(() -> unmapped(object, document.source()));
        String own = object.namespace();
        if (kind.namespaced() && call.namespaceGiven() && !own.isEmpty() && !own.equals(call.namespace())) {
            throw CommandFailure.error(("the namespace from the provided object \"%s\" does not match the namespace \"%s\"."
                    + " You must pass '--namespace=%s' to perform this operation.").formatted(own, call.namespace(), own));
        }
        String namespace = !kind.namespaced() ? "" : own.isEmpty() ? call.namespace() : own;
        Json manifest = kind.namespaced() ? object.with(namespace, "metadata", "namespace").tree() : object.tree();
        return new Part.Named(kind, namespace, object.name(), manifest, document.source());
    }

    private static CommandFailure unmapped(KubeObject object, String source) {
        return CommandFailure.error(("resource mapping not found for name: \"%s\" namespace: \"%s\" from \"%s\": no matches for kind \"%s\" in version \"%s\""
                + "\nensure CRDs are installed first").formatted(object.name(), object.namespace(), source, object.kind(), object.apiVersion()));
    }

    private static List<Part> fromArguments(Call call, List<String> arguments, boolean mayBeAll) throws CommandFailure {
        List<String> words = joined(arguments);
        long slashes = words.stream().filter(word -> word.contains("/")).count();
        if (slashes > 0 && slashes < words.size()) {
            throw CommandFailure.error(SLASHES);
        }
        if (slashes > 0) {
            return combined(call, words);
        }
        if (words.isEmpty()) {
            throw CommandFailure.error("you must provide one or more resources by argument or filename (.json|.yaml|.yml|stdin)");
        }
        List<Kind> kinds = call.resources().several(words.getFirst());
        List<String> names = words.subList(1, words.size());
        if (!names.isEmpty()) {
            return byName(call, kinds, names);
        }
        if (!mayBeAll && !selects(call)) {
            throw CommandFailure.error("resource(s) were provided, but no name was specified");
        }
        return kinds.stream().map(kind -> (Part) new Part.Whole(kind, call.allNamespaces() ? "" : call.namespaceOf(kind))).toList();
    }

    /** {@code pods, services} is one word: a word that ends with a comma, or starts with one, goes on with its neighbour. */
    private static List<String> joined(List<String> arguments) {
        List<String> words = new ArrayList<>();
        boolean open = false;
        for (String argument : arguments) {
            boolean goesOn = open || argument.startsWith(",") && !words.isEmpty();
            if (goesOn) {
                words.add(words.removeLast() + argument);
            } else {
                words.add(argument);
            }
            open = argument.endsWith(",");
        }
        return words;
    }

    private static boolean selects(Call call) {
        Values flags = call.flags();
        return flags.filled("selector").isPresent() || flags.filled("field-selector").isPresent() || flags.knows("all") && flags.is("all");
    }

    private static List<Part> combined(Call call, List<String> words) throws CommandFailure {
        List<Part> parts = new ArrayList<>();
        for (String word : words) {
            String[] halves = word.split("/", -1);
            if (halves.length != 2) {
                throw CommandFailure.error("arguments in resource/name form may not have more than one slash");
            }
            if (halves[0].isEmpty() || halves[1].isEmpty() || halves[0].contains(",")) {
                throw CommandFailure.error("arguments in resource/name form must have a single resource and name");
            }
            parts.addAll(byName(call, List.of(call.resources().require(halves[0])), List.of(halves[1])));
        }
        return parts;
    }

    private static List<Part> byName(Call call, List<Kind> kinds, List<String> names) throws CommandFailure {
        boolean all = call.flags().knows("all") && call.flags().is("all") && call.path().endsWith(" delete");
        if (all || !listOptions(call).values().isEmpty()) {
            throw CommandFailure.error("name cannot be provided when a selector is specified");
        }
        if (call.allNamespaces()) {
            throw CommandFailure.error("a resource cannot be retrieved by name across all namespaces");
        }
        List<Part> parts = new ArrayList<>();
        for (Kind kind : kinds) {
            for (String name : names) {
                parts.add(new Part.Named(kind, call.namespaceOf(kind), name, Json.EMPTY, ""));
            }
        }
        return parts;
    }

    /** The selectors of the command line as list options. */
    public static Options listOptions(Call call) {
        Options options = Options.NONE;
        for (String[] names : new String[][] {{"selector", "labelSelector"}, {"field-selector", "fieldSelector"}}) {
            String text = call.flags().filled(names[0]).orElse("");
            options = text.isEmpty() ? options : options.with(names[1], text);
        }
        return options;
    }

    /** The objects there are; what cannot be had is added to the failures. */
    public List<Found> objects(List<CommandFailure> failures) {
        List<Found> found = new ArrayList<>();
        for (Part part : parts) {
            try {
                found.addAll(objects(call, part));
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        return found;
    }

    /** As {@link #objects(List)}, but the first failure ends it. */
    public List<Found> objects() throws CommandFailure {
        List<Found> found = new ArrayList<>();
        for (Part part : parts) {
            found.addAll(objects(call, part));
        }
        return found;
    }

    /** What the files say, without asking the cluster. */
    public List<Found> manifests() {
        List<Found> found = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Named named) {
                found.add(new Found(named.kind(), new KubeObject(named.manifest()), named.source()));
            }
        }
        return found;
    }

    public static List<Found> objects(Call call, Part part) throws CommandFailure {
        return switch (part) {
            case Part.Named named -> List.of(new Found(named.kind(), call.get(named.kind(), named.namespace(), named.name()), named.source()));
            case Part.Whole whole -> list(call, whole).stream().map(object -> new Found(whole.kind(), object, "")).toList();
        };
    }

    private static List<KubeObject> list(Call call, Part.Whole whole) throws CommandFailure {
        Options options = listOptions(call);
        try {
            return call.list(whole.kind(), whole.namespace(), options);
        } catch (CommandFailure failure) {
            Kind kind = whole.kind();
            throw failure.ofList(kind.group() + "/" + kind.version() + ", Resource=" + kind.plural(), options.labelSelector(), options.fieldSelector());
        }
    }
}
