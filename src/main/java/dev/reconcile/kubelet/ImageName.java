package dev.reconcile.kubelet;

import dev.reconcile.model.Recent;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image reference with everything that its short form leaves out, as containerd and Docker read it ({@code distribution/reference}).
 *
 * @param registry {@code docker.io}
 * @param repository {@code library/nginx}
 * @param digest {@code sha256:…} or empty
 */
record ImageName(String registry, String repository, String tag, String digest) {
    private static final String HUB = "docker.io";
    private static final Pattern FORM = Pattern.compile(
            "(?<path>[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::\\d+(?=/))?(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)"
                    + "(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");
    private static final Pattern HOST_MAY_BE_UPPER = Pattern.compile("[A-Za-z0-9.-]+(:\\d+)?/.*");

    private static final Recent<String, Optional<ImageName>> RECENT = new Recent<>(256, ImageName::read);

    /** Empty for what is no reference. */
    static Optional<ImageName> parse(String written) {
        return RECENT.get(written);
    }

    private static Optional<ImageName> read(String written) {
        String lower = lowerHost(written);
        Matcher form = FORM.matcher(lower);
        if (!form.matches()) {
            return Optional.empty();
        }
        String path = form.group("path");
        int slash = path.indexOf('/');
        String first = slash < 0 ? "" : path.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = host ? first : HUB;
        String repository = host ? path.substring(slash + 1) : path;
        if (registry.equals("index.docker.io") || registry.equals("registry-1.docker.io")) {
            registry = HUB;
        }
        if (registry.equals(HUB) && !repository.contains("/")) {
            repository = "library/" + repository;
        }
        String digest = form.group("digest") == null ? "" : form.group("digest");
        String tag = form.group("tag") != null ? form.group("tag") : digest.isEmpty() ? "latest" : "";
        return Optional.of(new ImageName(registry, repository, tag, digest));
    }

    private static String lowerHost(String written) {
        int slash = written.indexOf('/');
        return HOST_MAY_BE_UPPER.matcher(written).matches() && written.substring(0, slash).matches(".*[.:].*")
                ? written.substring(0, slash).toLowerCase(Locale.ROOT) + written.substring(slash)
                : written;
    }

    /** Upstream's words for what {@link #parse} does not take. */
    static String problem(String written) {
        boolean upper = !written.equals(written.toLowerCase(Locale.ROOT)) && parse(written.toLowerCase(Locale.ROOT)).isPresent();
        return "couldn't parse image name \"" + written + "\": invalid reference format"
                + (upper ? ": repository name (" + withLibrary(written) + ") must be lowercase" : "");
    }

    private static String withLibrary(String written) {
        String name = written.contains(":") ? written.substring(0, written.lastIndexOf(':')) : written;
        return name.contains("/") ? name : "library/" + name;
    }

    /** {@code docker.io/library/nginx}. */
    String repositoryName() {
        return registry + "/" + repository;
    }

    /** {@code docker.io/library/nginx:1.20}. */
    @Override
    public String toString() {
        return repositoryName() + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }

    boolean onHub() {
        return registry.equals(HUB);
    }
}
