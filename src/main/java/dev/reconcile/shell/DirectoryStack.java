package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code cd}, and bash's {@code pushd}, {@code popd} and {@code dirs}. */
final class DirectoryStack {
    private static final int MOST = 100;

    private DirectoryStack() {}

    /** {@code cd}. */
    static int change(Call call) {
        ShellState state = call.state();
        List<String> operands = call.operands().stream().filter(each -> !each.equals("--") && !each.equals("-P") && !each.equals("-L")).toList();
        if (operands.size() > 1 && !call.dash()) {
            return call.fail("cd: too many arguments", 1);
        }
        String wanted = operands.isEmpty() ? state.home() : operands.getFirst();
        boolean back = "-".equals(wanted);
        String target = back ? state.variables().get("OLDPWD") : wanted;
        if (target == null) {
            return call.fail("cd: " + (back ? "OLDPWD" : "HOME") + " not set", call.dash() ? 2 : 1);
        }
        String path = state.path(target);
        Files files = call.shell().invocation().files();
        if (!files.isDirectory(path)) {
            FileProblem problem = files.problemFinding(path).orElse(FileProblem.NOT_DIRECTORY);
            String why = call.state().dialect() == Dialect.ASH ? ": " + problem.text() : "";
            return call.dash() ? call.fail("cd: can't cd to " + target + why, 2) : call.fail("cd: " + target + ": " + problem.text(), 1);
        }
        state.changeDirectory(path);
        return back ? call.print(path + "\n") : 0;
    }

    static int run(Call call) {
        List<String> below = call.state().directories();
        String operand = call.operands().isEmpty() ? "" : call.operands().getFirst();
        return switch (call.args().getFirst()) {
            case "pushd" -> push(call, below, operand);
            case "popd" -> pop(call, below);
            default -> show(call, below, operand);
        };
    }

    private static int push(Call call, List<String> below, String operand) {
        if (operand.isEmpty() && below.isEmpty()) {
            return call.fail("pushd: no other directory", 1);
        }
        if (below.size() >= MOST) {
            return call.fail("pushd: more than " + MOST + " directories", 1);
        }
        String before = call.state().directory();
        int status = enter(call, operand.isEmpty() ? below.getFirst() : operand);
        if (status != 0) {
            return status;
        }
        List<String> changed = new ArrayList<>(operand.isEmpty() ? below.subList(1, below.size()) : below);
        changed.addFirst(before);
        call.state().setDirectories(changed);
        return show(call, changed, "");
    }

    private static int pop(Call call, List<String> below) {
        if (below.isEmpty()) {
            return call.fail("popd: directory stack empty", 1);
        }
        int status = enter(call, below.getFirst());
        call.state().setDirectories(below.subList(1, below.size()));
        return status != 0 ? status : show(call, call.state().directories(), "");
    }

    private static int enter(Call call, String written) {
        String path = call.state().path(written);
        Files files = call.shell().invocation().files();
        if (!files.isDirectory(path)) {
            String problem = files.problemFinding(path).orElse(FileProblem.NOT_DIRECTORY).text();
            return call.fail(call.args().getFirst() + ": " + written + ": " + problem, 1);
        }
        call.state().changeDirectory(path);
        return 0;
    }

    private static int show(Call call, List<String> below, String option) {
        if (option.equals("-c")) {
            call.state().setDirectories(List.of());
            return 0;
        }
        List<String> all = new ArrayList<>(below);
        all.addFirst(call.state().directory());
        String home = call.state().home();
        List<String> shown = all.stream().map(path -> home != null && (path.equals(home) || path.startsWith(home + "/")) ? "~" + path.substring(home.length()) : path).toList();
        if (!option.equals("-v")) {
            return call.print(shown.stream().collect(Collectors.joining(option.equals("-p") ? "\n" : " ")) + "\n");
        }
        for (int i = 0; i < shown.size(); i++) {
            call.print(String.format("%2d  %s\n", i, shown.get(i)));
        }
        return 0;
    }
}
