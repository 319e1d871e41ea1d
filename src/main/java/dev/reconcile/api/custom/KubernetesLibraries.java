package dev.reconcile.api.custom;

import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.reconcile.model.Quantity;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What Kubernetes adds to CEL ({@code apiserver/pkg/cel/library}): here lists, regular expressions, URLs and quantities, beside it
 * {@link NetworkLibrary}, {@link FormatLibrary} and {@link VersionLibrary}.
 */
final class KubernetesLibraries {
    private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");
    private static final CelType ADDRESS = OpaqueType.create("kubernetes.URL");
    private static final CelType ANY = SimpleType.DYN;
    private static final CelType ITEMS = ListType.create(SimpleType.DYN);
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);

    private final FunctionTable functions = new FunctionTable();

    private KubernetesLibraries() {}

    static CelBuilder in(CelBuilder builder) {
        KubernetesLibraries libraries = new KubernetesLibraries();
        libraries.lists();
        libraries.texts();
        libraries.addresses();
        libraries.quantities();
        NetworkLibrary.declare(libraries.functions);
        FormatLibrary.declare(libraries.functions);
        VersionLibrary.declare(libraries.functions);
        return libraries.functions.in(builder);
    }

    private void lists() {
        functions.member("isSorted", SimpleType.BOOL, ITEMS, List.class, KubernetesLibraries::isSorted);
        functions.member("sum", ANY, ITEMS, List.class, KubernetesLibraries::sum);
        functions.member("min", ANY, ITEMS, List.class, items -> extreme(items, "min", -1));
        functions.member("max", ANY, ITEMS, List.class, items -> extreme(items, "max", 1));
        functions.member("indexOf", SimpleType.INT, ITEMS, ANY, List.class, Object.class, (items, item) -> (long) items.indexOf(item));
        functions.member("lastIndexOf", SimpleType.INT, ITEMS, ANY, List.class, Object.class, (items, item) -> (long) items.lastIndexOf(item));
    }

    private static Object isSorted(List<?> items) {
        for (int i = 1; i < items.size(); i++) {
            if (order(items.get(i - 1), items.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static int order(Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
        }
        if (one instanceof String a && other instanceof String b) {
            return a.compareTo(b);
        }
        if (one instanceof Boolean a && other instanceof Boolean b) {
            return a.compareTo(b);
        }
        throw new IllegalArgumentException("no such overload");
    }

    private static Object sum(List<?> items) {
        if (items.stream().allMatch(Long.class::isInstance)) {
            return items.stream().mapToLong(item -> (Long) item).reduce(0, Math::addExact);
        }
        return items.stream().mapToDouble(item -> item instanceof Number number ? number.doubleValue() : Double.NaN).sum();
    }

    private static Object extreme(List<?> items, String name, int sign) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException(name + " called on empty list");
        }
        Object found = items.getFirst();
        for (Object item : items) {
            found = order(item, found) * sign > 0 ? item : found;
        }
        return found;
    }

    private void texts() {
        functions.member("find", SimpleType.STRING, SimpleType.STRING, SimpleType.STRING, String.class, String.class,
                (text, pattern) -> Pattern.compile(pattern).matcher(text).results().findFirst().map(MatchResult::group).orElse(""));
        functions.member("findAll", TEXTS, SimpleType.STRING, SimpleType.STRING, String.class, String.class,
                (text, pattern) -> Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList());
        functions.add("findAll", CelOverloadDecl.newMemberOverload("k8s_find_some", TEXTS, List.of(SimpleType.STRING, SimpleType.STRING, SimpleType.INT)),
                CelFunctionBinding.from("k8s_find_some", List.of(String.class, String.class, Long.class), args -> {
                    List<String> all = Pattern.compile((String) args[1]).matcher((String) args[0]).results().map(MatchResult::group).toList();
                    return (Long) args[2] < 0 ? all : all.subList(0, (int) Math.min(all.size(), (Long) args[2]));
                }));
    }

    private void addresses() {
        functions.global("isURL", SimpleType.BOOL, SimpleType.STRING, String.class, text -> isAddress(text));
        functions.global("url", ADDRESS, SimpleType.STRING, String.class, KubernetesLibraries::address);
        functions.member("getScheme", SimpleType.STRING, ADDRESS, URI.class, uri -> orEmpty(uri.getScheme()));
        functions.member("getHost", SimpleType.STRING, ADDRESS, URI.class, uri -> orEmpty(uri.getAuthority()).replaceFirst("^.*@", ""));
        functions.member("getHostname", SimpleType.STRING, ADDRESS, URI.class, uri -> orEmpty(uri.getHost()).replaceAll("[\\[\\]]", ""));
        functions.member("getPort", SimpleType.STRING, ADDRESS, URI.class, uri -> uri.getPort() < 0 ? "" : "" + uri.getPort());
        functions.member("getEscapedPath", SimpleType.STRING, ADDRESS, URI.class, uri -> orEmpty(uri.getRawPath()));
        functions.member("getQuery", ANY, ADDRESS, URI.class, KubernetesLibraries::query);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** Absolute, or a path from the root, as Go's ParseRequestURI has it. */
    static boolean isAddress(String text) {
        try {
            return text.startsWith("/") || new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static URI address(String text) {
        if (!isAddress(text)) {
            throw new IllegalArgumentException("URL parse error during conversion from string: parse \"" + text + "\": invalid URI for request");
        }
        return URI.create(text);
    }

    private static Map<String, List<String>> query(URI uri) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        Arrays.stream(orEmpty(uri.getQuery()).split("&")).filter(part -> !part.isEmpty()).map(part -> part.split("=", 2))
                .forEach(part -> query.computeIfAbsent(part[0], name -> new ArrayList<>()).add(part.length > 1 ? part[1] : ""));
        return query;
    }

    private void quantities() {
        functions.global("isQuantity", SimpleType.BOOL, SimpleType.STRING, String.class, text -> {
            try {
                Quantity.parse(text);
                return true;
            } catch (Quantity.Malformed e) {
                return false;
            }
        });
        functions.global("quantity", QUANTITY, SimpleType.STRING, String.class, KubernetesLibraries::quantity);
        functions.member("sign", SimpleType.INT, QUANTITY, Quantity.class, quantity -> (long) quantity.value().signum());
        functions.member("isInteger", SimpleType.BOOL, QUANTITY, Quantity.class, Quantity::isWhole);
        functions.member("asInteger", SimpleType.INT, QUANTITY, Quantity.class, KubernetesLibraries::whole);
        functions.member("asApproximateFloat", SimpleType.DOUBLE, QUANTITY, Quantity.class, quantity -> quantity.value().doubleValue());
        functions.member("isGreaterThan", SimpleType.BOOL, QUANTITY, QUANTITY, Quantity.class, Quantity.class, (a, b) -> a.compareTo(b) > 0);
        functions.member("isLessThan", SimpleType.BOOL, QUANTITY, QUANTITY, Quantity.class, Quantity.class, (a, b) -> a.compareTo(b) < 0);
        functions.member("compareTo", SimpleType.INT, QUANTITY, QUANTITY, Quantity.class, Quantity.class, (a, b) -> (long) Integer.signum(a.compareTo(b)));
        functions.member("add", QUANTITY, QUANTITY, QUANTITY, Quantity.class, Quantity.class, Quantity::plus);
        functions.member("add", QUANTITY, QUANTITY, SimpleType.INT, Quantity.class, Long.class, (a, b) -> a.plus(Quantity.of("" + b)));
        functions.member("sub", QUANTITY, QUANTITY, QUANTITY, Quantity.class, Quantity.class, Quantity::minus);
        functions.member("sub", QUANTITY, QUANTITY, SimpleType.INT, Quantity.class, Long.class, (a, b) -> a.minus(Quantity.of("" + b)));
    }

    private static Quantity quantity(String text) {
        try {
            return Quantity.parse(text);
        } catch (Quantity.Malformed e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Object whole(Quantity quantity) {
        if (!quantity.isWhole()) {
            throw new IllegalArgumentException("cannot convert value to integer");
        }
        return quantity.whole();
    }
}
