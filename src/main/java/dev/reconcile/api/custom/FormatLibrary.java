package dev.reconcile.api.custom;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.reconcile.model.Names;
import dev.reconcile.model.Times;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Named formats in CEL, which say what is wrong with a text ({@code apiserver/pkg/cel/library/format.go}). */
final class FormatLibrary {
    /** A format: what is wrong with a text, nothing if all is well. */
    record Format(String name, Function<String, List<String>> check) {}

    private static final CelType FORMAT = OpaqueType.create("kubernetes.NamedFormat");
    private static final Map<String, Format> FORMATS = new LinkedHashMap<>();

    static {
        put("dns1123Label", Names::label);
        put("dns1123Subdomain", Names::subdomain);
        put("dns1035Label", Names::label1035);
        put("qualifiedName", Names::qualified);
        put("dns1123LabelPrefix", text -> Names.label(unfinished(text)));
        put("dns1123SubdomainPrefix", text -> Names.subdomain(unfinished(text)));
        put("dns1035LabelPrefix", text -> Names.label1035(unfinished(text)));
        put("labelValue", Names::labelValue);
        put("uri", text -> KubernetesLibraries.isAddress(text) ? List.of() : List.of("parse \"" + text + "\": invalid URI for request"));
        put("uuid", is(text -> text.matches("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"), "does not match the UUID format"));
        put("byte", is(FormatLibrary::isBase64, "invalid base64"));
        put("date", is(FormatLibrary::isDate, "invalid date"));
        put("datetime", is(text -> Times.millis(text).isPresent(), "invalid datetime"));
    }

    private FormatLibrary() {}

    static void declare(FunctionTable functions) {
        FORMATS.values().forEach(format -> functions.constant("format." + format.name(), FORMAT, () -> format));
        functions.global("format.named", OptionalType.create(FORMAT), SimpleType.STRING, String.class, name -> Optional.ofNullable(FORMATS.get(name)));
        functions.member("validate", OptionalType.create(ListType.create(SimpleType.STRING)), FORMAT, SimpleType.STRING, Format.class, String.class,
                (format, text) -> Optional.of(format.check().apply(text)).filter(wrong -> !wrong.isEmpty()));
    }

    private static void put(String name, Function<String, List<String>> check) {
        FORMATS.put(name, new Format(name, check));
    }

    private static Function<String, List<String>> is(Predicate<String> good, String problem) {
        return text -> good.test(text) ? List.of() : List.of(problem);
    }

    /** A prefix may end with a dash, because something follows. */
    private static String unfinished(String text) {
        return text.length() > 1 && text.endsWith("-") ? text.substring(0, text.length() - 2) + "a" : text;
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length >= 0 && text.length() % 4 == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
