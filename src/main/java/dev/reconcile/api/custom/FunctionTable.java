package dev.reconcile.api.custom;

import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Functions that CEL is to know: their types, for the compiler, and what they do. */
final class FunctionTable {
    private final Map<String, List<CelOverloadDecl>> functions = new LinkedHashMap<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    CelBuilder in(CelBuilder builder) {
        functions.forEach((name, overloads) -> builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, overloads)));
        return builder.addFunctionBindings(bindings);
    }

    void add(String name, CelOverloadDecl overload, CelFunctionBinding binding) {
        functions.computeIfAbsent(name, n -> new ArrayList<>()).add(overload);
        bindings.add(binding);
    }

    /** Without arguments. */
    void constant(String name, CelType result, Supplier<Object> body) {
        String id = "k8s_" + name;
        add(name, CelOverloadDecl.newGlobalOverload(id, result, List.of()), CelFunctionBinding.from(id, List.of(), args -> body.get()));
    }

    <A> void global(String name, CelType result, CelType argument, Class<A> type, Function<A, Object> body) {
        String id = "k8s_" + name + "_of_" + type.getSimpleName();
        add(name, CelOverloadDecl.newGlobalOverload(id, result, List.of(argument)), CelFunctionBinding.from(id, type, body::apply));
    }

    <A> void member(String name, CelType result, CelType target, Class<A> type, Function<A, Object> body) {
        String id = "k8s_" + type.getSimpleName() + "_" + name;
        add(name, CelOverloadDecl.newMemberOverload(id, result, List.of(target)), CelFunctionBinding.from(id, type, body::apply));
    }

    <A, B> void member(String name, CelType result, CelType target, CelType argument, Class<A> type, Class<B> other, BiFunction<A, B, Object> body) {
        String id = "k8s_" + type.getSimpleName() + "_" + name + "_" + other.getSimpleName();
        add(name, CelOverloadDecl.newMemberOverload(id, result, List.of(target, argument)), CelFunctionBinding.from(id, type, other, body::apply));
    }

    <A, B> void global(String name, CelType result, CelType one, CelType two, Class<A> type, Class<B> other, BiFunction<A, B, Object> body) {
        String id = "k8s_" + name + "_of_" + type.getSimpleName() + "_" + other.getSimpleName();
        add(name, CelOverloadDecl.newGlobalOverload(id, result, List.of(one, two)), CelFunctionBinding.from(id, type, other, body::apply));
    }
}
