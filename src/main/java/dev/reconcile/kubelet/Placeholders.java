package dev.reconcile.kubelet;

import dev.reconcile.shell.Invocation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for something else in the lines of an image's programs:
 *
 * <pre>
 * {env:NAME}           a variable
 * {hostname}           the container's name for itself
 * {ip}                 its address
 * {cwd}                the directory that it works in
 * {pi:2000}            so many digits of π
 * {args}               the program's arguments
 * {arg:2:OTHERWISE}    the second of them
 * {flag:port:80}       what --port is given, as --port=8080 or --port 8080
 * </pre>
 */
final class Placeholders {
    private static final Pattern PLACE = Pattern.compile("\\{(env|hostname|ip|cwd|pi|args|arg|flag)(?::([\\w.-]+))?(?::([^}]*))?}");

    private Placeholders() {}

    static String fill(String text, Invocation invocation) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), place.group(2), place.group(3), invocation)));
    }

    private static String value(String kind, String name, String otherwise, Invocation invocation) {
        return switch (kind) {
            case "env" -> invocation.environment().getOrEmpty(name);
            case "hostname" -> invocation.environment().hostname();
            case "ip" -> invocation.world().network().address();
            case "cwd" -> invocation.environment().directory();
            case "pi" -> Pi.digits(Integer.parseInt(name));
            case "args" -> String.join(" ", invocation.operands());
            case "arg" -> {
                int number = Integer.parseInt(name);
                yield number <= invocation.operands().size() ? invocation.operands().get(number - 1) : otherwise;
            }
            default -> flag("--" + name, otherwise, invocation.operands());
        };
    }

    private static String flag(String name, String otherwise, List<String> operands) {
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).startsWith(name + "=")) {
                return operands.get(i).substring(name.length() + 1);
            }
            if (operands.get(i).equals(name) && i + 1 < operands.size()) {
                return operands.get(i + 1);
            }
        }
        return otherwise;
    }
}
