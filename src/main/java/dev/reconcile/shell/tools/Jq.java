package dev.reconcile.shell.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code jq} 1.7: filters JSON. Left out: modules, {@code input}, colours. */
final class Jq extends WholeInput {
    static final Program PROGRAM = program(Jq::new);

    private static final int BAD_INPUT = 2;
    private static final int BAD_PROGRAM = 3;
    private static final int NO_OUTPUT = 4;
    private static final int RUNTIME_ERROR = 5;
    private static final int MOST_INDENT = 7;

    private final StringBuilder letters = new StringBuilder();
    private final Map<String, JsonNode> variables = new LinkedHashMap<>();
    private final List<String> files = new ArrayList<>();
    private String filter;
    private String indent = "  ";
    private String problem = "";

    private Jq(Invocation invocation) {
        super(invocation);
        read(new ArrayList<>(invocation.operands()));
        names(files);
    }

    private void read(List<String> words) {
        while (!words.isEmpty() && problem.isEmpty()) {
            String word = words.removeFirst();
            if (word.startsWith("--") && word.length() > 2) {
                longOption(word.substring(2), words);
            } else if (word.startsWith("-") && word.length() > 1) {
                letters.append(word.substring(1));
            } else if (filter == null) {
                filter = word;
            } else {
                files.add(word);
            }
        }
        String unknown = letters.toString().replaceAll("[rcensSjaMC]", "");
        if (problem.isEmpty() && !unknown.isEmpty()) {
            problem = "Unknown arguments";
        }
    }

    private void longOption(String name, List<String> words) {
        switch (name) {
            case "raw-output" -> letters.append('r');
            case "compact-output" -> letters.append('c');
            case "exit-status" -> letters.append('e');
            case "null-input" -> letters.append('n');
            case "slurp" -> letters.append('s');
            case "sort-keys" -> letters.append('S');
            case "join-output" -> letters.append('j');
            case "monochrome-output", "color-output", "ascii-output" -> { }
            case "tab" -> indent = "\t";
            case "arg", "argjson" -> variable(name, words);
            case "indent" -> {
                String width = words.isEmpty() ? "" : words.removeFirst();
                boolean good = width.matches("\\d") && Integer.parseInt(width) <= MOST_INDENT;
                problem = good ? problem : "Cannot indent more than 7 characters";
                indent = good ? " ".repeat(Integer.parseInt(width)) : indent;
            }
            default -> problem = "Unknown arguments";
        }
    }

    private void variable(String kind, List<String> words) {
        if (words.size() < 2) {
            problem = "--" + kind + " takes two parameters (e.g. --" + kind + " varname " + (kind.equals("arg") ? "value" : "text") + ")";
            return;
        }
        String name = words.removeFirst();
        String text = words.removeFirst();
        try {
            variables.put(name, kind.equals("arg") ? TextNode.valueOf(text) : JqEngine.value(text));
        } catch (JsonProcessingException e) {
            problem = "Invalid JSON text passed to --argjson";
        }
    }

    private boolean has(char letter) {
        return letters.indexOf(String.valueOf(letter)) >= 0;
    }

    @Override
    Optional<Integer> before() {
        if (filter == null && problem.isEmpty()) {
            problem = "Usage:\tjq [OPTIONS] FILTER [FILES...]\nFor a description of the options, see https://jqlang.org/manual";
            invocation.io().err().line(problem);
            return Optional.of(BAD_INPUT);
        }
        if (!problem.isEmpty()) {
            invocation.io().err().line("jq: error: " + problem + "\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq");
            return Optional.of(BAD_INPUT);
        }
        return has('n') ? Optional.of(filter(List.of(NullNode.getInstance()), 0)) : Optional.empty();
    }

    @Override
    int cannotRead(String name, String why) {
        invocation.io().err().line("jq: error: Could not open " + name + ": " + why);
        return BAD_INPUT;
    }

    @Override
    int work(List<String> texts, int status) {
        List<JsonNode> inputs = new ArrayList<>();
        int code = status;
        try (MappingIterator<JsonNode> values = new ObjectMapper().readerFor(JsonNode.class).readValues(String.join("\n", texts))) {
            while (values.hasNextValue()) {
                inputs.add(values.nextValue());
            }
        } catch (JsonProcessingException e) {
            invocation.io().err().line("jq: parse error: %s at line %d, column %d".formatted(e.getOriginalMessage().replaceFirst("(?s)[:;(].*$", "").strip(),
                    e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
            code = BAD_INPUT;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (has('s') && code == 0) {
            ArrayNode all = new ObjectMapper().createArrayNode();
            inputs.forEach(all::add);
            return filter(List.of(all), code);
        }
        return filter(inputs, code);
    }

    private int filter(List<JsonNode> inputs, int status) {
        int code = status;
        JsonNode last = null;
        for (JsonNode input : inputs) {
            JqEngine.Outcome outcome = new JqEngine(filter, variables, invocation.world().nowMillis()).run(input);
            outcome.values().forEach(this::print);
            last = outcome.values().isEmpty() ? last : outcome.values().getLast();
            if (outcome.failure() != null && outcome.failure().compile()) {
                invocation.io().err().line("jq: error: " + outcome.failure().message().strip() + " at <top-level>, line 1:\n" + filter + "\njq: 1 compile error");
                return BAD_PROGRAM;
            }
            if (outcome.failure() != null) {
                invocation.io().err().line("jq: error (at <" + (has('n') ? "unknown" : "stdin") + ">:0): " + outcome.failure().message());
                code = RUNTIME_ERROR;
            }
        }
        return has('e') && code == 0 ? last == null ? NO_OUTPUT : last.isNull() || last.isBoolean() && !last.booleanValue() ? 1 : 0 : code;
    }

    private void print(JsonNode value) {
        boolean raw = has('r') || has('j');
        String text = raw && value.isTextual() ? value.textValue() : new JqText(has('c') ? "" : indent, has('S')).of(value);
        out(has('j') ? text : text + "\n");
    }
}
