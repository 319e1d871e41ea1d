package dev.reconcile.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every reason that the code gives is a sentence in every language. */
class ReasonsTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** A reason's id has a dot; the argument may be built from a constant beginning. */
    private static final Pattern ID = Pattern.compile("\"((?:[a-z][a-z-]*)(?:\\.[a-z][a-z-]*)+\\.?)\"");

    private static final Pattern FACT = Pattern.compile("\\.(?:saw|wanted)\\(\\s*\"([A-Za-z]+)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");

    private final Properties english = bundle("en");
    private final Properties korean = bundle("ko");

    private static Properties bundle(String language) {
        Properties bundle = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/messages/reasons_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
            bundle.load(reader);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bundle;
    }

    private static Stream<String> sources() throws IOException {
        return Files.walk(SOURCES).filter(path -> path.toString().endsWith(".java")).sorted().map(ReasonsTest::read);
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> placeholders(Object sentence) {
        return found(PLACEHOLDER, (String) sentence);
    }

    /** The text between the parentheses of each call of Reason.of. */
    private static Stream<String> calls(String source) {
        return source.contains("Reason.of(") ? Stream.of(source.split("Reason\\.of\\(")).skip(1).map(ReasonsTest::upToClosing) : Stream.of();
    }

    private static String upToClosing(String text) {
        int depth = 1;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    @Test
    void both_languages_know_the_same_reasons_and_fill_in_the_same_values() {
        assertThat(new TreeSet<>(korean.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
        for (Object id : english.keySet()) {
            assertThat(placeholders(korean.get(id))).as("placeholders of %s", id).isEqualTo(placeholders(english.get(id)));
        }
    }

    @Test
    void every_reason_named_in_the_code_has_its_sentence() throws IOException {
        Set<String> missing = new TreeSet<>();
        sources().flatMap(ReasonsTest::calls).flatMap(call -> found(ID, call).stream()).forEach(id -> {
            boolean known = id.endsWith(".")
                    ? english.stringPropertyNames().stream().anyMatch(key -> key.startsWith(id))
                    : english.containsKey(id);
            if (!known) {
                missing.add(id);
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void every_sentence_is_said_somewhere() throws IOException {
        String code = sources().collect(Collectors.joining("\n"));
        Set<String> unused = new TreeSet<>();
        for (String id : english.stringPropertyNames()) {
            boolean said = id.startsWith("fact.")
                    ? code.contains('"' + id.substring("fact.".length()) + '"')
                    : code.contains('"' + id + '"') || code.contains('"' + id.substring(0, id.lastIndexOf('.') + 1) + '"');
            if (!said) {
                unused.add(id);
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void every_fact_that_a_plan_shows_has_its_word() throws IOException {
        Set<String> facts = new TreeSet<>();
        sources().filter(source -> source.contains("Plan")).forEach(source -> facts.addAll(found(FACT, source)));
        assertThat(facts).isNotEmpty().allSatisfy(fact -> assertThat(english.stringPropertyNames()).contains("fact." + fact));
    }

    @Test
    void a_reason_gives_every_value_that_its_sentence_names() throws IOException {
        TreeMap<String, Set<String>> lacking = new TreeMap<>();
        sources().flatMap(ReasonsTest::calls).forEach(call -> {
            Set<String> given = new TreeSet<>();
            Matcher words = Pattern.compile("\"([A-Za-z]+)\"").matcher(call);
            while (words.find()) {
                given.add(words.group(1));
            }
            for (String id : found(ID, call)) {
                Set<String> wanted = new TreeSet<>(placeholders(english.getProperty(id, "")));
                wanted.removeAll(given);
                if (!wanted.isEmpty()) {
                    lacking.put(id, wanted);
                }
            }
        });
        assertThat(lacking).isEmpty();
    }
}
