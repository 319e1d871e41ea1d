package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;
import static dev.reconcile.api.kinds.Trees.each;
import static dev.reconcile.api.kinds.Trees.number;
import static dev.reconcile.api.kinds.Trees.text;
import static dev.reconcile.api.kinds.Trees.within;

import dev.reconcile.model.Json;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the writer of a container left out ({@code pkg/apis/core/v1/defaults.go}). */
final class ContainerDefaults {
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

    /** Repository, tag and digest of an image reference ({@code distribution/reference}). */
    private static final Pattern IMAGE = Pattern.compile(
            "(?<name>(?:[A-Za-z0-9.-]+(?::\\d+)?/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)"
                    + "(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>[A-Za-z][\\w+.-]*:\\p{XDigit}{32,}))?");

    private ContainerDefaults() {}

    static Json container(Json container) {
        Json after = pulled(container);
        after = text(after, "terminationMessagePath", "/dev/termination-log");
        after = text(after, "terminationMessagePolicy", "File");
        after = absent(after, "resources", Json.EMPTY);
        after = each(after, "ports", port -> text(port, "protocol", "TCP"));
        after = each(after, "env", variable -> within(variable, List.of("valueFrom", "fieldRef"), ContainerDefaults::fieldRef));
        for (String probe : PROBES) {
            after = within(after, probe, ContainerDefaults::probe);
        }
        return within(after, "lifecycle", lifecycle -> within(
                within(lifecycle, "postStart", ContainerDefaults::handler), "preStop", ContainerDefaults::handler));
    }

    /** The image's name is read only where the policy is missing. */
    private static Json pulled(Json container) {
        return container.textOrEmpty("imagePullPolicy").isEmpty() ? container.with("imagePullPolicy", pullPolicy(container.textOrEmpty("image"))) : container;
    }

    /** {@code Always} for the tag latest, said or meant; an unreadable reference counts as having another. */
    private static String pullPolicy(String image) {
        Matcher parts = IMAGE.matcher(image);
        if (!parts.matches()) {
            return "IfNotPresent";
        }
        String tag = parts.group("tag");
        boolean latest = tag == null ? parts.group("digest") == null : tag.equals("latest");
        return latest ? "Always" : "IfNotPresent";
    }

    static Json fieldRef(Json fieldRef) {
        return text(fieldRef, "apiVersion", "v1");
    }

    private static Json probe(Json probe) {
        Json after = number(handler(probe), "timeoutSeconds", 1);
        after = number(after, "periodSeconds", 10);
        after = number(after, "successThreshold", 1);
        return number(after, "failureThreshold", 3);
    }

    private static Json handler(Json handler) {
        Json after = within(handler, "httpGet", http -> text(text(http, "path", "/"), "scheme", "HTTP"));
        return within(after, "grpc", grpc -> absent(grpc, "service", ""));
    }
}
