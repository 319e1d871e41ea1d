package dev.reconcile.shell.tools;

import dev.reconcile.shell.Environment;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.List;

/** Small programs that say where and who one is, or take paths apart. */
final class SystemCommands {
    static final Program HOSTNAME = Instant.of(invocation -> print(invocation, invocation.environment().hostname()));
    static final Program WHOAMI = Instant.of(invocation -> print(invocation, invocation.environment().user()));
    static final Program CLEAR = Instant.of(invocation -> write(invocation, "\u001b[H\u001b[2J\u001b[3J"));
    static final Program ID = Instant.of(Arguments.doing(Grammar.of("ugnGr", "user=u", "group=g", "name=n"), 1, SystemCommands::id));
    static final Program UNAME = Instant.of(Arguments.doing(Grammar.of("asnrvmopi", "all=a"), 1, SystemCommands::uname));
    static final Program PRINTENV = Instant.of(SystemCommands::printenv);
    static final Program BASENAME = Instant.of(Arguments.doing(Grammar.of("as:", "multiple=a", "suffix=s"), 1, SystemCommands::basename));
    static final Program DIRNAME = Instant.of(Arguments.doing(Grammar.of(""), 1, SystemCommands::dirname));
    static final Program REALPATH = Instant.of(Arguments.doing(Grammar.of("efmqs"), 1, SystemCommands::realpath));

    private static final int LEARNER_ID = 1000;

    private SystemCommands() {}

    private static int print(Invocation invocation, String line) {
        return write(invocation, line + "\n");
    }

    private static int write(Invocation invocation, String text) {
        invocation.io().out().write(text);
        return 0;
    }

    private static int id(Arguments arguments) {
        String user = arguments.invocation.environment().user();
        int id = user.equals("root") ? 0 : LEARNER_ID;
        boolean short_ = arguments.has('u') || arguments.has('g') || arguments.has('G');
        String text = short_ ? (arguments.has('n') ? user : Integer.toString(id)) : "uid=" + id + "(" + user + ") gid=" + id + "(" + user + ") groups=" + id + "(" + user + ")";
        return print(arguments.invocation, text);
    }

    private static int uname(Arguments arguments) {
        String[][] parts = {{"s", "Linux"}, {"n", arguments.invocation.environment().hostname()}, {"r", "6.1.0-reconcile"}, {"v", "#1 SMP"}, {"m", "x86_64"},
            {"o", "GNU/Linux"}};
        boolean chosen = "snrvmo".chars().anyMatch(letter -> arguments.has((char) letter));
        StringBuilder text = new StringBuilder();
        for (String[] part : parts) {
            char letter = part[0].charAt(0);
            if (arguments.has('a') || arguments.has(letter) || !chosen && letter == 's') {
                text.append(text.isEmpty() ? "" : " ").append(part[1]);
            }
        }
        return print(arguments.invocation, text.toString());
    }

    private static int printenv(Invocation invocation) {
        Environment environment = invocation.environment();
        if (invocation.operands().isEmpty()) {
            environment.variables().forEach((name, value) -> print(invocation, name + "=" + value));
            return 0;
        }
        int status = 0;
        for (String name : invocation.operands()) {
            if (environment.get(name) == null) {
                status = 1;
            } else {
                print(invocation, environment.get(name));
            }
        }
        return status;
    }

    private static int basename(Arguments arguments) {
        List<String> operands = arguments.operands();
        if (operands.isEmpty()) {
            return arguments.usage("missing operand", 1);
        }
        boolean several = arguments.has('a') || arguments.has('s');
        if (!several && operands.size() > 2) {
            return arguments.usage("extra operand '" + operands.get(2) + "'", 1);
        }
        String suffix = arguments.has('s') ? arguments.value('s') : !several && operands.size() == 2 ? operands.get(1) : "";
        for (String path : several ? operands : operands.subList(0, 1)) {
            String stripped = path.replaceAll("(?<=.)/+$", "");
            String name = stripped.equals("/") || stripped.matches("/+") ? "/" : stripped.substring(stripped.lastIndexOf('/') + 1);
            print(arguments.invocation, name.endsWith(suffix) && name.length() > suffix.length() ? name.substring(0, name.length() - suffix.length()) : name);
        }
        return 0;
    }

    private static int dirname(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            return arguments.usage("missing operand", 1);
        }
        for (String path : arguments.operands()) {
            String stripped = path.replaceAll("(?<=.)/+$", "");
            int slash = stripped.lastIndexOf('/');
            String parent = slash < 0 ? "." : stripped.substring(0, slash).replaceAll("/+$", "");
            print(arguments.invocation, parent.isEmpty() ? "/" : parent);
        }
        return 0;
    }

    private static int realpath(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            return arguments.usage("missing operand", 1);
        }
        int status = 0;
        for (String operand : arguments.operands()) {
            String path = arguments.invocation.path(operand);
            boolean mayMiss = !arguments.has('e') && arguments.invocation.files().isDirectory(Files.parent(path)) || arguments.has('m');
            if (mayMiss || arguments.invocation.files().at(path).isPresent()) {
                print(arguments.invocation, path);
            } else {
                arguments.complain(operand + ": " + arguments.invocation.files().problemFinding(path).orElseThrow().text());
                status = 1;
            }
        }
        return status;
    }
}
