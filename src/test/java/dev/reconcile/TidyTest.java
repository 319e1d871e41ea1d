package dev.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that the compiler does not know, held as ratchets: what is there may shrink, nothing may grow past its mark. */
class TidyTest {
    private static final int USUAL_LINES = 350;

    /** Files that are longer than usual, with the length they may not pass. Lower a number when its file has shrunk. */
    private static final Map<String, Integer> LONG_FILES = Map.of(
            "src/main/java/dev/reconcile/shell/Shell.java", 680,
            "src/main/java/dev/reconcile/shell/Parser.java", 510,
            "src/main/java/dev/reconcile/shell/Files.java", 375,
            "src/main/java/dev/reconcile/workshop/Session.java", 626,
            "frontend/src/texts/en.ts", 400,
            "frontend/src/texts/ko.ts", 400,
            "frontend/src/terminal/console.ts", 520);

    private static final int LONGEST_LINE = 170;

    // Written in pieces, so that this file does not contain what it looks for.
    private static final Pattern LEFT_OPEN = Pattern.compile("TO" + "DO|FIX" + "ME|@Dis" + "abled|\\b[x]it\\(|\\b(it|test|describe)\\.sk" + "ip\\(");
    private static final Pattern VAGUE_NAME = Pattern.compile("\\b(class|interface|record|enum) \\w*(Manager|Helper|Utils?|Impl)\\b");
    private static final Pattern SWALLOWED = Pattern.compile("catch \\([^)]*\\) \\{\\s*\\}");
    private static final Pattern SLEEPING_TEST = Pattern.compile("Thread\\.sl" + "eep\\(|TimeUnit\\.\\w+\\.sl" + "eep\\(");
    private static final Pattern MACHINE_PATH = Pattern.compile("/(wor" + "k|far" + "m|ro" + "ot)/[a-z.]");

    @Test
    void no_file_is_longer_than_its_mark() {
        Map<String, String> tooLong = new TreeMap<>();
        sources("src/main/java", "src/test/java", "frontend/src").forEach((path, text) -> {
            long lines = text.lines().count();
            if (lines > LONG_FILES.getOrDefault(path, USUAL_LINES)) {
                tooLong.put(path, lines + " lines");
            }
        });
        assertThat(tooLong).as("split these, or raise their mark knowingly").isEmpty();
    }

    @Test
    void the_marks_of_long_files_are_needed() {
        Map<String, String> sources = sources("src/main/java", "src/test/java", "frontend/src");
        assertThat(LONG_FILES.keySet()).allSatisfy(path -> assertThat(sources).containsKey(path));
    }

    @Test
    void no_line_is_longer_than_a_reader_can_follow() {
        assertThat(places("src/main/java").stream()
                .filter(place -> place.text().length() > LONGEST_LINE && !place.text().contains("\"")).toList()).isEmpty();
    }

    @Test
    void nothing_is_left_open() {
        assertThat(matches(LEFT_OPEN, "src/main", "src/test", "frontend/src", "frontend/tests", "exercises")).isEmpty();
    }

    @Test
    void types_have_names_that_say_something() {
        assertThat(matches(VAGUE_NAME, "src/main/java", "src/test/java")).isEmpty();
    }

    @Test
    void no_error_is_swallowed() {
        List<String> found = new ArrayList<>();
        sources("src/main/java", "src/test/java").forEach((path, text) -> {
            if (SWALLOWED.matcher(text).find()) {
                found.add(path);
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void no_test_sleeps() {
        assertThat(matches(SLEEPING_TEST, "src/test/java")).isEmpty();
    }

    @Test
    void no_path_of_somebodys_machine_is_kept() {
        assertThat(matches(MACHINE_PATH, "src", "frontend/src", "exercises", "pom.xml", "README.md", ".ci")).isEmpty();
    }

    @Test
    void every_package_says_its_job_in_its_first_sentence() {
        Map<String, String> sources = sources("src/main/java");
        List<String> silent = sources.keySet().stream()
                .map(path -> path.substring(0, path.lastIndexOf('/')))
                .distinct()
                .filter(folder -> !sources.getOrDefault(folder + "/package-info.java", "").startsWith("/**"))
                .toList();
        assertThat(silent).isEmpty();
    }

    private record Place(String path, int line, String text) {
        @Override
        public String toString() {
            return path + ":" + line + ": " + text.strip();
        }
    }

    private static List<String> matches(Pattern pattern, String... roots) {
        return places(roots).stream().filter(place -> pattern.matcher(place.text()).find()).map(Place::toString).toList();
    }

    private static List<Place> places(String... roots) {
        List<Place> places = new ArrayList<>();
        sources(roots).forEach((path, text) -> {
            List<String> lines = text.lines().toList();
            for (int number = 1; number <= lines.size(); number++) {
                places.add(new Place(path, number, lines.get(number - 1)));
            }
        });
        return places;
    }

    /** The text files below these folders, by path; what is generated or not there is left out. */
    private static Map<String, String> sources(String... roots) {
        Map<String, String> sources = new TreeMap<>();
        for (String root : roots) {
            if (!Files.exists(Path.of(root))) {
                continue;
            }
            try (Stream<Path> found = Files.walk(Path.of(root))) {
                for (Path path : found.filter(Files::isRegularFile).filter(TidyTest::isText).toList()) {
                    sources.put(path.toString(), Files.readString(path));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static boolean isText(Path path) {
        String name = path.getFileName().toString();
        return !path.toString().contains("node_modules")
                && (name.indexOf('.') <= 0 || name.matches(".*\\.(java|ts|svelte|css|html|md|yaml|yml|sql|properties|xml|txt|json|jsonl|sh)"));
    }
}
