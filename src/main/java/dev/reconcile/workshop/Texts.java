package dev.reconcile.workshop;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.store.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences in the learner's language: reasons of controllers, names of facts, problems. */
public final class Texts {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Map<Language, Texts> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Texts(language));
        }
    }

    private final Properties sentences = new Properties();

    private Texts(Language language) {
        for (String bundle : new String[] {"reasons", "problems"}) {
            String path = "/messages/" + bundle + "_" + language.tag() + ".properties";
            try (InputStream stream = Texts.class.getResourceAsStream(path)) {
                if (stream == null) {
                    throw new IllegalStateException("the message bundle " + path + " is missing");
                }
                sentences.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static Texts in(Language language) {
        return ALL.get(language);
    }

    public String reason(Reason reason) {
        return filled(sentences.getProperty(reason.id(), reason.id()), reason.args());
    }

    /** What a fact of a decision is called. */
    public String fact(String name) {
        return sentences.getProperty("fact." + name, name);
    }

    public String problem(Problem problem) {
        Json args = Json.EMPTY;
        for (int i = 0; i < problem.args().length; i++) {
            args = args.with(Integer.toString(i), argument(problem.args()[i]));
        }
        return filled(sentences.getProperty("problem." + problem.code().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')), args);
    }

    private String argument(Object argument) {
        return switch (argument) {
            case Problem inner -> problem(inner);
            case Problem.Shape shape -> sentences.getProperty("shape." + shape.name().toLowerCase(java.util.Locale.ROOT));
            case null, default -> String.valueOf(argument);
        };
    }

    private static String filled(String sentence, Json args) {
        return PLACEHOLDER.matcher(sentence).replaceAll(match -> Matcher.quoteReplacement(shown(args.get(match.group(1)))));
    }

    private static String shown(Object value) {
        return switch (value) {
            case null -> "–";
            case String text -> text;
            case Object other -> JsonText.compact(other);
        };
    }
}
