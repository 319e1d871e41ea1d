package dev.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says what is so. */
class ReadmeTest {
    private static final Path PACKAGES = Path.of("src/main/java/dev/reconcile");
    private static final Pattern ROW = Pattern.compile("^\\| \\d \\| `(\\w+)` \\| (.+?) \\|$", Pattern.MULTILINE);
    private static final Pattern FIRST_SENTENCE = Pattern.compile("/\\*\\*\\s*(?:\\* )?(.*?\\.)(?=\\s*\\n?\\s*(?:\\*|$))", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile("`((?:src|exercises|frontend)/[\\w./-]+)`");

    @Test
    void the_table_of_packages_has_every_package_with_its_own_first_sentence() throws IOException {
        Map<String, String> told = new TreeMap<>();
        Matcher row = ROW.matcher(readme());
        while (row.find()) {
            told.put(row.group(1), row.group(2).strip());
        }
        Map<String, String> real = new TreeMap<>();
        try (Stream<Path> folders = Files.list(PACKAGES)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Matcher sentence = FIRST_SENTENCE.matcher(Files.readString(folder.resolve("package-info.java")));
                assertThat(sentence.find()).as("%s says what it does", folder).isTrue();
                real.put(folder.getFileName().toString(), sentence.group(1).replaceAll("\\s*\\n\\s*\\* ?", " ").replaceAll("\\{@code (.*?)}", "`$1`").strip());
            }
        }
        assertThat(told).isEqualTo(real);
    }

    @Test
    void every_path_that_it_names_is_there() throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher path = PATH.matcher(readme());
        while (path.find()) {
            if (!Files.exists(Path.of(path.group(1)))) {
                missing.add(path.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
