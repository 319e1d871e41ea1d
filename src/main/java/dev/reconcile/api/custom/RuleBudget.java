package dev.reconcile.api.custom;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the rules of one schema may cost, each and together ({@code apiextensions/validation/{validation,cel_validation}.go}). */
final class RuleBudget {
    /** {@code StaticEstimatedCostLimit}. */
    private static final long OF_A_RULE = 10_000_000;
    /** {@code StaticEstimatedCRDCostLimit}. */
    private static final long OF_ALL = 100_000_000;
    private static final long MENTIONED = OF_ALL / 100;
    private static final int MOST_MENTIONED = 4;
    private static final double HUGE = 100;
    private static final double SLIGHT = 1.5;

    /** How often the value may be there at most; -1 if nothing but the size of a request bounds it. */
    private static final long UNBOUNDED = -1;

    /**
     * Where in a schema rules stand.
     *
     * @param times how often the value may be there at most, see {@link #UNBOUNDED}
     * @param uncorrelated the path of the list or map above whose elements before a change are not known; empty if there is none
     */
    record Place(String path, Json schema, CelSize size, boolean root, long times, String uncorrelated) {
        static Place root(String path, Json schema) {
            return new Place(path, schema, CelSize.root(schema), true, 1, "");
        }

        Place property(String name, Json schema) {
            return new Place(path + ".properties[" + name + "]", schema, CelSize.of(schema), false, times, uncorrelated);
        }

        Place values(Json map, Json schema) {
            boolean whole = "atomic".equals(map.text("x-kubernetes-map-type"));
            return new Place(path + ".additionalProperties", schema, CelSize.of(schema), false, times(map, "maxProperties"), below(whole));
        }

        Place items(Json list, Json schema) {
            boolean whole = !"map".equals(list.text("x-kubernetes-list-type"));
            return new Place(path + ".items", schema, CelSize.of(schema), false, times(list, "maxItems"), below(whole));
        }

        private String below(boolean whole) {
            return whole && uncorrelated.isEmpty() ? path : uncorrelated;
        }

        private long times(Json schema, String limit) {
            return times == UNBOUNDED || !schema.has(limit) ? UNBOUNDED : multiplied(times, Math.max(0, schema.number(0, limit)));
        }

        private long all(long cost) {
            return multiplied(cost, times == UNBOUNDED ? CelSize.REQUEST / (size.least() + 1) : times);
        }
    }

    private record Spent(String path, long cost) {}

    private final Problems problems;
    private final List<Spent> expensive = new ArrayList<>();
    private long total;
    private Place read;
    private CelCompiler compiler;

    RuleBudget(Problems problems) {
        this.problems = problems;
    }

    /** One for all rules of a place. */
    private CelCompiler compiler(Place place) {
        if (place != read) {
            compiler = CelRules.compiler(new CelTypes(place.schema(), place.root()));
            read = place;
        }
        return compiler;
    }

    /** @param part of the rule that is an expression */
    void spend(Json rule, String part, String path, Place place) {
        if (!rule.has(part)) {
            return;
        }
        String source = rule.textOrEmpty(part);
        String here = path + "." + part;
        if (part.equals("rule") && source.contains("oldSelf") && !place.uncorrelated().isEmpty()) {
            problems.forbidden(here, "oldSelf cannot be used on the uncorrelatable portion of the schema within " + place.uncorrelated());
        }
        try {
            CelAbstractSyntaxTree tree = compiler(place).compile(source).getAst();
            CelType wanted = part.equals("rule") ? SimpleType.BOOL : SimpleType.STRING;
            if (!tree.getResultType().equals(wanted)) {
                problems.invalid(here, source, part.equals("rule") ? "cel expression must evaluate to a bool" : "messageExpression must evaluate to a string");
                return;
            }
            long cost = place.all(CelCost.of(tree.getExpr(), place.size()));
            if (cost > OF_A_RULE) {
                problems.forbidden(here, exceeded("estimated " + part + " cost", cost, OF_A_RULE));
            }
            total = total > Long.MAX_VALUE - cost ? Long.MAX_VALUE : total + cost;
            if (cost >= MENTIONED) {
                expensive.add(new Spent(here, cost));
            }
        } catch (CelValidationException e) {
            problems.invalid(here, source, (part.equals("rule") ? "" : "messageExpression ") + CelRules.told(e));
        }
    }

    /** @param path of the root */
    void close(String path) {
        if (total > OF_ALL) {
            expensive.stream().sorted(Comparator.comparingLong(Spent::cost).reversed()).limit(MOST_MENTIONED).forEach(spent ->
                    problems.forbidden(spent.path(), "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema"));
            problems.forbidden(path, exceeded("x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", total, OF_ALL));
        }
    }

    private static String exceeded(String what, long cost, long limit) {
        double factor = (double) cost / limit;
        String times = factor > HUGE ? "more than 100x" : String.format(Locale.ROOT, factor < SLIGHT ? "%fx" : "%.1fx", factor);
        return what + " exceeds budget by factor of " + times + " (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, "
                + "and strings are declared)";
    }

    private static long multiplied(long one, long other) {
        return one != 0 && other > Long.MAX_VALUE / one ? Long.MAX_VALUE : one * other;
    }
}
