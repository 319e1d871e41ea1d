package dev.reconcile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which package may use what: imports point up this list only, so there are no cycles, and the simulation is closed to the world. */
@AnalyzeClasses(packages = "dev.reconcile", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.reconcile.";

    /** Each package may import those before it; the base package, which starts the program, may import all. */
    private static final List<String> ORDER = List.of(
            "sim", "model", "store", "api", "control", "controllers", "scheduler", "shell", "kubelet", "network",
            "cluster", "kubectl", "exercise", "workshop", "persistence", "web");

    private static final String[] SIMULATION =
            ORDER.subList(0, ORDER.indexOf("workshop")).stream().map(name -> BASE + name + "..").toArray(String[]::new);

    /** Looked up in and never walked, so their order cannot be seen. */
    private static final Set<String> LOOKUP_TABLES = Set.of(
            "dev.reconcile.sim.Agenda", "dev.reconcile.model.YamlParser", "dev.reconcile.api.kinds.Amounts",
            "dev.reconcile.store.Store", "dev.reconcile.control.Controllers", "dev.reconcile.sim.Simulation");

    /** What asks the machine instead of the cluster's own clock and dice, by class; no methods named means all of them. */
    private static final Map<String, Set<String>> OUTSIDE_WORLD = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("currentTimeMillis", "nanoTime", "getenv", "identityHashCode")),
            Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.time.Instant", Set.of("now")),
            Map.entry("java.time.LocalDate", Set.of("now")),
            Map.entry("java.time.LocalTime", Set.of("now")),
            Map.entry("java.time.LocalDateTime", Set.of("now")),
            Map.entry("java.time.OffsetDateTime", Set.of("now")),
            Map.entry("java.time.ZonedDateTime", Set.of("now")),
            Map.entry("java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system", "tick", "tickMillis", "tickSeconds")),
            Map.entry("java.time.ZoneId", Set.of("systemDefault")),
            Map.entry("java.util.UUID", Set.of("randomUUID")),
            Map.entry("java.util.Collections", Set.of("shuffle")),
            Map.entry("java.util.Date", Set.of()),
            Map.entry("java.util.Timer", Set.of()),
            Map.entry("java.util.Random", Set.of()),
            Map.entry("java.util.SplittableRandom", Set.of()),
            Map.entry("java.security.SecureRandom", Set.of()),
            Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of()),
            Map.entry("java.lang.Thread", Set.of()),
            Map.entry("java.util.concurrent.Executors", Set.of()),
            Map.entry("java.util.concurrent.CompletableFuture", Set.of()),
            Map.entry("java.util.concurrent.ForkJoinPool", Set.of()));

    @ArchTest
    static final ArchRule imports_point_up_the_order_of_packages =
            classes().that().resideInAPackage(BASE + "*..").should(importOnlyEarlierPackages());

    @ArchTest
    static final ArchRule every_package_has_its_place_in_the_order =
            classes().that().resideInAPackage(BASE + "*..")
                    .should().resideInAnyPackage(ORDER.stream().map(name -> BASE + name + "..").toArray(String[]::new));

    @ArchTest
    static final ArchRule frameworks_stay_at_the_edge =
            noClasses().that().resideInAnyPackage(SIMULATION).should().dependOnClassesThat().resideInAnyPackage(
                    "io.quarkus..", "jakarta..", "io.vertx..", "io.smallrye..", "org.hibernate..", "org.eclipse.microprofile..",
                    "java.sql..", "javax.sql..", "java.net.http..");

    @ArchTest
    static final ArchRule storage_stays_in_persistence =
            noClasses().that().resideInAnyPackage(BASE + "workshop..", BASE + "web..").should().dependOnClassesThat()
                    .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule the_simulation_has_one_clock_one_dice_and_no_threads =
            noClasses().that().resideInAnyPackage(SIMULATION).should().accessTargetWhere(asksTheOutsideWorld());

    @ArchTest
    static final ArchRule the_simulation_walks_nothing_whose_order_is_not_known =
            noClasses().that().resideInAnyPackage(SIMULATION)
                    .and(DescribedPredicate.describe("are not known to look up only", type -> !LOOKUP_TABLES.contains(outermost(type))))
                    .should().accessTargetWhere(makesAnUnorderedCollection());

    private static ArchCondition<JavaClass> importOnlyEarlierPackages() {
        return new ArchCondition<>("import only packages that come earlier in the order") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.getPackageName().startsWith("dev.reconcile")) {
                        continue;
                    }
                    boolean earlier = place(target) >= 0 && place(target) <= place(type);
                    if (!earlier) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** The package's place in the order; -1 for the base package. */
    private static int place(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(BASE) ? ORDER.indexOf(name.substring(BASE.length()).split("\\.")[0]) : -1;
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheOutsideWorld() {
        return DescribedPredicate.describe("it asks the machine for time, chance or a thread", access -> {
            Set<String> methods = OUTSIDE_WORLD.get(access.getTargetOwner().getName());
            return methods != null && (methods.isEmpty() || methods.contains(access.getName()));
        });
    }

    private static DescribedPredicate<JavaAccess<?>> makesAnUnorderedCollection() {
        return DescribedPredicate.describe("it makes a collection that iterates in an order of its own", access -> {
            int arguments = access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget unit
                    ? unit.getRawParameterTypes().size() : 0;
            return switch (access.getTargetOwner().getName() + "." + access.getName()) {
                case "java.util.HashMap.<init>", "java.util.HashSet.<init>", "java.util.IdentityHashMap.<init>",
                        "java.util.WeakHashMap.<init>", "java.util.concurrent.ConcurrentHashMap.<init>",
                        "java.util.Map.copyOf", "java.util.Map.ofEntries", "java.util.Set.copyOf",
                        "java.util.stream.Collectors.toSet", "java.util.stream.Collectors.toUnmodifiableSet",
                        "java.util.stream.Collectors.toUnmodifiableMap" -> true;
                case "java.util.Map.of" -> arguments > 2;
                case "java.util.Set.of" -> arguments > 1;
                case "java.util.stream.Collectors.toMap" -> arguments < 4;
                case "java.util.stream.Collectors.groupingBy" -> arguments < 3;
                default -> false;
            };
        });
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
    }
}
