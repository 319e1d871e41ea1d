package dev.reconcile.api.custom;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelSetsExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code x-kubernetes-validations}: rules in CEL about {@code self} and, in updates, {@code oldSelf} ({@code apiextensions-apiserver/pkg/apiserver/schema/cel}).
 * Kubernetes' own CEL libraries are those of {@link KubernetesLibraries}.
 */
final class CelRules {
    /** Passes of the loops of one rule. */
    private static final int MAX_ITERATIONS = 10_000;

    private static final CelOptions OPTIONS = CelOptions.current().comprehensionMaxIterations(MAX_ITERATIONS).enableHeterogeneousNumericComparisons(true).build();
    private static final CelSetsExtensions SETS = CelExtensions.sets(OPTIONS);

    private static final Cel CEL = builder().addVar("self", SimpleType.DYN).addVar("oldSelf", SimpleType.DYN).build();

    private final Map<String, Optional<CelRuntime.Program>> programs = new TreeMap<>();

    /** @param before null in a creation */
    void check(Json schema, Object before, Object after, String path, Problems problems) {
        boolean affordable = true;
        for (Json rule : schema.objects("x-kubernetes-validations")) {
            boolean transition = rule.textOrEmpty("rule").contains("oldSelf");
            if (affordable && (!transition || before != null || rule.isTrue("optionalOldSelf"))) {
                affordable = judge(schema, rule, before, after, path, problems);
            }
        }
        if (after instanceof Json object) {
            Json old = before instanceof Json json ? json : Json.EMPTY;
            for (String name : object.names()) {
                Object inner = schema.has("properties", name) ? schema.object("properties", name) : schema.get("additionalProperties");
                if (inner instanceof Json known) {
                    check(known, old.get(name), object.get(name), path.isEmpty() ? name : path + "." + name, problems);
                }
            }
        } else if (after instanceof List<?> list && schema.get("items") instanceof Json items) {
            for (int i = 0; i < list.size(); i++) {
                check(items, null, list.get(i), path + "[" + i + "]", problems);
            }
        }
    }

    /** False if the rule is so expensive that no other may be asked. */
    private boolean judge(Json schema, Json rule, Object before, Object after, String path, Problems problems) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("self", plain(schema, after));
        if (before != null) {
            variables.put("oldSelf", plain(schema, before));
        }
        String source = rule.textOrEmpty("rule");
        String field = path + rule.textOrEmpty("fieldPath");
        Optional<CelRuntime.Program> program = program(source);
        try {
            if (program.isEmpty() || Boolean.TRUE.equals(program.get().eval(variables))) {
                return true;
            }
        } catch (CelEvaluationException e) {
            boolean affordable = e.getErrorCode() != CelErrorCode.ITERATION_BUDGET_EXCEEDED;
            problems.invalid(field, SchemaCheck.found(after), CelErrors.text(e, rule.has("message") ? rule.textOrEmpty("message") : source));
            return affordable;
        }
        String message = message(rule, variables);
        switch (rule.textOrEmpty("reason")) {
            case "FieldValueForbidden" -> problems.forbidden(field, message);
            case "FieldValueRequired" -> problems.required(field, message);
            case "FieldValueDuplicate" -> problems.duplicate(field, SchemaCheck.found(after));
            default -> problems.invalid(field, SchemaCheck.found(after), message);
        }
        return true;
    }

    private String message(Json rule, Map<String, Object> variables) {
        Optional<CelRuntime.Program> expression = rule.has("messageExpression") ? program(rule.textOrEmpty("messageExpression")) : Optional.empty();
        if (expression.isPresent()) {
            try {
                if (expression.get().eval(variables) instanceof String text) {
                    return text;
                }
            } catch (CelEvaluationException e) {
                return rule.has("message") ? rule.textOrEmpty("message") : "failed rule: " + rule.textOrEmpty("rule");
            }
        }
        return rule.has("message") ? rule.textOrEmpty("message") : "failed rule: " + rule.textOrEmpty("rule");
    }

    private Optional<CelRuntime.Program> program(String source) {
        return programs.computeIfAbsent(source, text -> {
            try {
                return Optional.of(CEL.createProgram(CEL.compile(text).getAst()));
            } catch (CelValidationException | CelEvaluationException e) {
                return Optional.empty();
            }
        });
    }

    private static CelBuilder builder() {
        return KubernetesLibraries.in(CelFactory.standardCelBuilder())
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.optional(), CelExtensions.strings(), SETS)
                .addRuntimeLibraries(CelExtensions.optional(), CelExtensions.strings(), SETS);
    }

    /** What reads rules about values of the types. */
    static CelCompiler compiler(CelTypes types) {
        return builder().setTypeProvider(types).addVar("self", types.self()).addVar("oldSelf", types.self()).build();
    }

    /** Why the text is no rule; empty if it is one. */
    static Optional<String> problem(String source) {
        try {
            CEL.compile(source).getAst();
            return Optional.empty();
        } catch (CelValidationException e) {
            return Optional.of(told(e));
        }
    }

    /** In the words of cel-go, which names no candidates. */
    static String told(CelValidationException problem) {
        return "compilation failed: " + problem.getMessage().replaceAll(" \\(candidates: [^\\n]*", "");
    }

    /** Names of the schema's fields are those that rules write. */
    private static Object plain(Json schema, Object value) {
        return switch (value) {
            case Json json -> {
                Json properties = schema.object("properties");
                Json others = schema.object("additionalProperties");
                Map<String, Object> map = new LinkedHashMap<>();
                json.forEach((name, inner) -> map.put(properties.has(name) ? CelTypes.escaped(name) : name,
                        plain(properties.has(name) ? properties.object(name) : others, inner)));
                yield map;
            }
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(plain(schema.object("items"), item)));
                yield items;
            }
            default -> value;
        };
    }
}
