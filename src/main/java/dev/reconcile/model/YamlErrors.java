package dev.reconcile.model;

import java.util.List;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.scanner.ScannerException;

/**
 * Says SnakeYAML's errors in go-yaml's words and with go-yaml's line numbers ({@code decode.go fail}): errors of the parser count lines from
 * 0, those of the scanner from 1, and none is named for the first line.
 */
final class YamlErrors {
    /** How SnakeYAML's text starts, what its context contains, and what libyaml says instead. */
    private record Wording(String problem, String context, String words) {}

    private static final List<Wording> WORDINGS = List.of(
            new Wording("expected <block end>", "block mapping", "did not find expected key"),
            new Wording("expected <block end>", "block collection", "did not find expected '-' indicator"),
            new Wording("expected the node content", "", "did not find expected node content"),
            new Wording("expected ',' or ']'", "", "did not find expected ',' or ']'"),
            new Wording("expected ',' or '}'", "", "did not find expected ',' or '}'"),
            new Wording("expected '<document start>'", "", "did not find expected <document start>"),
            new Wording("found undefined tag handle", "", "found undefined tag handle"),
            new Wording("found incompatible YAML document", "", "found incompatible YAML document"),
            new Wording("found duplicate YAML directive", "", "found duplicate %YAML directive"),
            new Wording("duplicate tag handle", "", "found duplicate %TAG directive"),
            new Wording("mapping values are not allowed here", "", "mapping values are not allowed in this context"),
            new Wording("mapping keys are not allowed here", "", "mapping keys are not allowed in this context"),
            new Wording("sequence entries are not allowed here", "", "block sequence entries are not allowed in this context"),
            new Wording("found character", "", "found character that cannot start any token"),
            new Wording("expected a comment or a line break", "directive", "did not find expected comment or line break"),
            new Wording("expected a comment or a line break", "", "did not find expected comment or line break"),
            new Wording("expected chomping or indentation indicators", "", "did not find expected comment or line break"),
            new Wording("expected indentation indicator in the range 1-9", "", "found an indentation indicator equal to 0"),
            new Wording("unexpected character found", "", "did not find expected alphabetic or numeric character"),
            new Wording("expected alphabetic or numeric character", "directive", "could not find expected directive name"),
            new Wording("expected alphabetic or numeric character", "", "did not find expected alphabetic or numeric character"),
            new Wording("expected escape sequence", "", "did not find expected hexdecimal number"),
            new Wording("found unknown escape character d", "", "found invalid Unicode character escape code"),
            new Wording("found unknown escape character", "", "found unknown escape character"),
            new Wording("found a number which cannot represent", "", "found extremely long version number"),
            new Wording("expected a digit", "", "did not find expected digit or '.' character"),
            new Wording("expected '>'", "", "did not find the expected '>'"),
            new Wording("expected '!'", "", "did not find expected '!'"),
            new Wording("expected ' '", "tag", "did not find expected whitespace or line break"),
            new Wording("expected ' '", "", "did not find expected whitespace"),
            new Wording("expected URI escape sequence", "", "did not find URI escaped octet"),
            new Wording("expected URI", "", "did not find expected tag URI"),
            new Wording("Nesting Depth exceeded", "", "exceeded max depth of " + Yaml.MAX_DEPTH));

    private YamlErrors() {}

    static Yaml.Malformed malformed(YAMLException error, String text) {
        return switch (error) {
            case ReaderException e -> new Yaml.Malformed("yaml: control characters are not allowed", 1);
            case MarkedYAMLException e -> marked(e, text);
            default -> new Yaml.Malformed("yaml: " + words(error.getMessage(), ""), 1);
        };
    }

    private static Yaml.Malformed marked(MarkedYAMLException e, String text) {
        int problem = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
        int context = e.getContextMark() == null ? 0 : e.getContextMark().getLine();
        int line = context;
        if (problem != 0) {
            line = e instanceof ScannerException ? problem + 1 : problem;
        }
        String where = line == 0 ? "" : "line " + line + ": ";
        String found = e.getContext() == null ? "" : e.getContext();
        String words = isTab(e) && isIndent(text, e) && followsPlainText(text, problem)
                ? "found a tab character that violates indentation"
                : words(e.getProblem(), found);
        return new Yaml.Malformed("yaml: " + where + words, problem + 1);
    }

    private static boolean isTab(MarkedYAMLException e) {
        return e instanceof ScannerException && e.getProblem().startsWith("found character '\\t");
    }

    private static boolean isIndent(String text, MarkedYAMLException e) {
        return beforeProblem(text, e).isBlank();
    }

    private static String beforeProblem(String text, MarkedYAMLException e) {
        int at = text.offsetByCodePoints(0, e.getProblemMark().getIndex());
        return text.substring(text.lastIndexOf('\n', at - 1) + 1, at);
    }

    /** Whether libyaml, coming to this line, is still inside the plain scalar of the line before: there it names the tab. */
    private static boolean followsPlainText(String text, int line) {
        List<String> before = text.lines().limit(line).filter(row -> !row.isBlank()).toList();
        if (before.isEmpty()) {
            return false;
        }
        String last = before.getLast().strip();
        return !last.startsWith("#") && !last.contains(" #") && ":\"'[]{},|>-".indexOf(last.charAt(last.length() - 1)) < 0;
    }

    /** Where a tab stands that only separates a key from its value; -1 if the error is another one. */
    static int separatingTab(YAMLException error, String text) {
        if (!(error instanceof MarkedYAMLException e) || !isTab(e)) {
            return -1;
        }
        boolean afterColon = beforeProblem(text, e).stripTrailing().endsWith(":");
        return afterColon ? text.offsetByCodePoints(0, e.getProblemMark().getIndex()) : -1;
    }

    private static String words(String problem, String context) {
        String said = problem == null ? "" : problem;
        return WORDINGS.stream()
                .filter(wording -> said.startsWith(wording.problem) && context.contains(wording.context))
                .map(Wording::words)
                .findFirst()
                .orElse(said);
    }
}
