package dev.reconcile.shell.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Yaml;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code yq} 4 for what is usual with manifests: paths, {@code select}, assignments, {@code -i}, {@code -o json}. Expressions are jq's, which agrees with yq
 * on these. Comments are not kept.
 */
final class Yq extends WholeInput {
    static final Program PROGRAM = program(Yq::new);

    private final List<String> files = new ArrayList<>();
    private String expression;
    private String format = "yaml";
    private boolean inPlace;
    private boolean quoted;
    private boolean exitStatus;
    private boolean nullInput;
    private String problem = "";
    private boolean found;

    private Yq(Invocation invocation) {
        super(invocation);
        List<String> words = new ArrayList<>(invocation.operands());
        if (!words.isEmpty() && List.of("e", "eval", "ea", "eval-all").contains(words.getFirst())) {
            words.removeFirst();
        }
        while (!words.isEmpty()) {
            word(words.removeFirst(), words);
        }
        if (expression != null && files.isEmpty() && !nullInput && invocation.files().isFile(invocation.path(expression))) {
            files.add(expression);
            expression = ".";
        }
        names(files);
    }

    private void word(String word, List<String> rest) {
        switch (word) {
            case "-i", "--inplace" -> inPlace = true;
            case "-r", "--unwrapScalar", "-P", "--prettyPrint", "-M", "-C", "-N", "--no-doc" -> { }
            case "-r=false", "--unwrapScalar=false" -> quoted = true;
            case "-e", "--exit-status" -> exitStatus = true;
            case "-n", "--null-input" -> nullInput = true;
            case "-o", "--output-format" -> format = rest.isEmpty() ? "" : rest.removeFirst();
            case "-j", "-o=json", "-ojson", "-o=j", "--output-format=json", "--tojson" -> format = "json";
            case "-o=yaml", "-oyaml", "-o=y", "--output-format=yaml" -> format = "yaml";
            case "-p", "--input-format" -> {
                if (!rest.isEmpty()) {
                    rest.removeFirst();
                }
            }
            default -> operand(word);
        }
    }

    private void operand(String word) {
        if (word.startsWith("-") && word.length() > 1) {
            problem = problem.isEmpty() ? "unknown shorthand flag: '" + word.charAt(1) + "' in " + word : problem;
        } else if (expression == null) {
            expression = word;
        } else {
            files.add(word);
        }
    }

    @Override
    Optional<Integer> before() {
        if (problem.isEmpty() && !List.of("json", "j", "yaml", "y").contains(format)) {
            problem = "unknown format '" + format + "' please use [yaml|json]: this lab's yq knows no others";
        }
        if (problem.isEmpty() && inPlace && files.isEmpty()) {
            problem = "write in place flag only applicable when giving an expression and at least one file";
        }
        if (problem.isEmpty()) {
            return nullInput ? Optional.of(work(List.of("null"), 0)) : Optional.empty();
        }
        invocation.io().err().line("Error: " + problem);
        return Optional.of(1);
    }

    @Override
    int cannotRead(String name, String why) {
        invocation.io().err().line("Error: open " + name + ": " + why.toLowerCase(Locale.ROOT));
        return 1;
    }

    @Override
    int work(List<String> texts, int status) {
        int code = status;
        for (int i = 0; i < texts.size() && code == 0; i++) {
            StringBuilder printed = new StringBuilder();
            code = evaluate(texts.get(i), printed);
            if (code == 0 && inPlace) {
                Optional<FileProblem> refused = invocation.files().write(invocation.path(files.get(i)), printed.toString());
                refused.ifPresent(why -> invocation.io().err().line("Error: open " + files.getFirst() + ": " + why.text()));
                code = refused.isPresent() ? 1 : 0;
            } else if (!inPlace) {
                out(printed.toString());
            }
        }
        if (code == 0 && exitStatus && !found) {
            invocation.io().err().line("Error: no matches found");
            return 1;
        }
        return code;
    }

    private int evaluate(String text, StringBuilder printed) {
        try {
            int number = 0;
            for (Yaml.Part part : Yaml.split(text)) {
                JsonNode input = JqEngine.value(JsonText.compact(Yaml.parse(part.text()).value()));
                JqEngine.Outcome outcome = new JqEngine(expression == null ? "." : expression, new LinkedHashMap<>(), invocation.world().nowMillis()).run(input);
                if (outcome.failure() != null) {
                    invocation.io().err().line("Error: " + outcome.failure().message().strip());
                    return 1;
                }
                for (JsonNode value : outcome.values()) {
                    boolean separated = number++ > 0 && (value.isContainerNode() || inPlace) && !isJson();
                    printed.append(separated ? "---\n" : "").append(shown(value));
                    found |= !value.isNull() && !(value.isBoolean() && !value.booleanValue());
                }
            }
            return 0;
        } catch (Yaml.Malformed e) {
            invocation.io().err().line("Error: bad file '" + (files.isEmpty() ? "-" : files.getFirst()) + "': yaml: line " + e.line() + ": " + e.getMessage());
        } catch (JsonProcessingException | JsonText.Malformed e) {
            throw new IllegalStateException(e);
        }
        return 1;
    }

    private boolean isJson() {
        return format.startsWith("j");
    }

    private String shown(JsonNode value) throws JsonText.Malformed {
        if (isJson()) {
            return new JqText("  ", false).of(value) + "\n";
        }
        if (value.isTextual() && !quoted && !inPlace) {
            return value.textValue() + "\n";
        }
        return value.isContainerNode() ? Yaml.print(JsonText.parse(value.toString())) : value + "\n";
    }
}
