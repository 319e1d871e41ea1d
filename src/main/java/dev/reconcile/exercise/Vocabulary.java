package dev.reconcile.exercise;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.reconcile.model.Json;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Times;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What expressions are made of, besides CEL's own operators, macros, optionals and string functions:
 *
 * <ul>
 *   <li>a list per resource, by the plural: {@code pods}, {@code deployments}, without what is in Kubernetes' own namespaces
 *   <li>{@code now} and {@code begun}: virtual milliseconds since the epoch, of this instant and of the beginning of the exercise; {@code entry} in counts
 *   <li>{@code pods.named("a")}, {@code pods.named("kube-system", "a")}: the optional object of that name, in the namespace {@code default} or that one
 *   <li>{@code pods.inNamespace("kube-system")}: the objects of a namespace, of Kubernetes' own as well
 *   <li>{@code pods.labelled("app=a,tier in (b,c)")}: the objects that a selector, written as for {@code kubectl -l}, selects
 *   <li>{@code pods.ownedBy(object)}: the objects that it controls
 *   <li>{@code pods.ready()}: those whose condition Ready is True and that are not being deleted
 *   <li>{@code object.condition("Available")}: the status of a condition; "" where there is none
 *   <li>{@code millis("2026-01-01T00:00:00Z")}: milliseconds since the epoch; 0 for anything else
 * </ul>
 */
final class Vocabulary {
    /** The most passes that the loops of one evaluation may make. */
    private static final int MAX_ITERATIONS = 50_000;

    /** The most objects that the words of one evaluation may look at: a list in a loop in a loop takes long without many passes. */
    private static final long MAX_OBJECTS = 200_000;

    /** What one evaluation may still look at. */
    private static final ScopedValue<AtomicLong> LEFT = ScopedValue.newInstance();

    private static final CelType OBJECTS = ListType.create(SimpleType.DYN);

    static final Cel CEL = cel();

    private Vocabulary() {}

    private static Cel cel() {
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .comprehensionMaxIterations(MAX_ITERATIONS)
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.optional(), CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.optional(), CelExtensions.strings())
                .addVar("now", SimpleType.INT)
                .addVar("begun", SimpleType.INT)
                .addVar("entry", SimpleType.DYN);
        Scope.names().forEach(name -> builder.addVar(name, OBJECTS));
        return builder.addFunctionDeclarations(
                        CelFunctionDecl.newFunctionDeclaration("named",
                                member("named_in_default", OptionalType.create(SimpleType.DYN), OBJECTS, SimpleType.STRING),
                                member("named_in", OptionalType.create(SimpleType.DYN), OBJECTS, SimpleType.STRING, SimpleType.STRING)),
                        CelFunctionDecl.newFunctionDeclaration("inNamespace", member("in_namespace", OBJECTS, OBJECTS, SimpleType.STRING)),
                        CelFunctionDecl.newFunctionDeclaration("labelled", member("labelled", OBJECTS, OBJECTS, SimpleType.STRING)),
                        CelFunctionDecl.newFunctionDeclaration("ownedBy", member("owned_by", OBJECTS, OBJECTS, SimpleType.DYN)),
                        CelFunctionDecl.newFunctionDeclaration("ready", member("ready", OBJECTS, OBJECTS)),
                        CelFunctionDecl.newFunctionDeclaration("condition", member("condition", SimpleType.STRING, SimpleType.DYN, SimpleType.STRING)),
                        CelFunctionDecl.newFunctionDeclaration("millis",
                                CelOverloadDecl.newGlobalOverload("millis_of_text", SimpleType.INT, SimpleType.STRING)))
                .addFunctionBindings(
                        CelFunctionBinding.from("named_in_default", List.class, String.class, (objects, name) -> Objects.of(lookedAt(objects)).named("default", name)),
                        CelFunctionBinding.from("named_in", List.of(List.class, String.class, String.class),
                                args -> Objects.of(lookedAt((List<?>) args[0])).named((String) args[1], (String) args[2])),
                        CelFunctionBinding.from("in_namespace", List.class, String.class, (objects, namespace) -> Objects.of(lookedAt(objects)).in(namespace)),
                        CelFunctionBinding.from("labelled", List.class, String.class, Vocabulary::labelled),
                        CelFunctionBinding.from("owned_by", List.class, Object.class, Vocabulary::ownedBy),
                        CelFunctionBinding.from("ready", List.class, Vocabulary::ready),
                        CelFunctionBinding.from("condition", Object.class, String.class, Vocabulary::condition),
                        CelFunctionBinding.from("millis_of_text", String.class, text -> Times.millis(text).orElse(0L)))
                .build();
    }

    /** Evaluates within bounds; what goes beyond them fails. */
    static Object eval(CelRuntime.Program program, Scope scope) throws CelEvaluationException {
        return ScopedValue.where(LEFT, new AtomicLong(MAX_OBJECTS)).call(() -> program.eval(scope));
    }

    private static List<?> lookedAt(List<?> objects) {
        if (LEFT.get().addAndGet(-objects.size()) < 0) {
            throw new IllegalArgumentException("the condition looks at too many objects");
        }
        return objects;
    }

    private static CelOverloadDecl member(String id, CelType result, CelType... arguments) {
        return CelOverloadDecl.newMemberOverload(id, result, List.of(arguments));
    }

    private static Json json(Object object) {
        return object instanceof JsonMap map ? map.json() : Json.EMPTY;
    }

    private static List<?> labelled(List<?> objects, String selector) {
        try {
            LabelSelector wanted = LabelSelector.parse(selector);
            return lookedAt(objects).stream().filter(object -> wanted.matches(json(object).textMap("metadata", "labels"))).toList();
        } catch (LabelSelector.Malformed e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static List<?> ownedBy(List<?> objects, Object owner) {
        String uid = json(owner).text("metadata", "uid");
        return lookedAt(objects).stream()
                .filter(object -> json(object).objects("metadata", "ownerReferences").stream()
                        .anyMatch(reference -> reference.isTrue("controller") && reference.textOrEmpty("uid").equals(uid)))
                .toList();
    }

    private static List<?> ready(List<?> objects) {
        return lookedAt(objects).stream()
                .filter(object -> condition(object, "Ready").equals("True") && !json(object).has("metadata", "deletionTimestamp"))
                .toList();
    }

    private static String condition(Object object, String type) {
        return json(object).objects("status", "conditions").stream()
                .filter(condition -> condition.textOrEmpty("type").equals(type))
                .map(condition -> condition.textOrEmpty("status"))
                .findFirst()
                .orElse("");
    }
}
