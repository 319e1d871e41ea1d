package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a subshell copies from its shell: variables, functions, options, the working directory. */
final class ShellState {
    /** A function: a range of one body of a unit. */
    record Function(Unit unit, int body, Step.Range range) {}

    private final Dialect dialect;
    private final ShellLimits limits;
    private final boolean interactive;
    private Variables variables = new Variables();
    private final SortedMap<String, Function> functions = new TreeMap<>();
    private final SortedMap<String, String> aliases = new TreeMap<>();
    private final TreeSet<Character> options = new TreeSet<>();
    private List<String> positional = List.of();
    private String name;
    private String directory;
    private String user;
    private String hostname;
    private int status;
    private long lastBackground;
    private List<String> pipeStatus = List.of("0");
    private List<String> directories = List.of();
    private int line = 1;
    private long startedMillis = -1;
    private long nowMillis;
    private long random;

    ShellState(Dialect dialect, ShellLimits limits, boolean interactive, String name, Environment environment) {
        this.dialect = dialect;
        this.limits = limits;
        this.interactive = interactive;
        this.name = name;
        this.directory = environment.directory();
        this.user = environment.user();
        this.hostname = environment.hostname();
        environment.variables().forEach((variable, value) -> {
            if (Words.isName(variable)) {
                variables.set(variable, value);
                variables.export(variable);
            }
        });
        variables.set("PWD", directory);
        variables.export("PWD");
        for (String[] preset : new String[][] {{"IFS", " \t\n"}, {"PS1", "$ "}, {"PS2", "> "}, {"PS4", "+ "}, {"OPTIND", "1"}}) {
            variables.set(preset[0], preset[1]);
        }
    }

    ShellState fork() {
        ShellState copy = new ShellState(dialect, limits, false, name, environment());
        copy.variables = variables.copy();
        copy.functions.putAll(functions);
        copy.aliases.putAll(aliases);
        copy.options.addAll(options);
        copy.positional = positional;
        copy.status = status;
        copy.pipeStatus = pipeStatus;
        copy.directories = directories;
        copy.at(line, startedMillis);
        copy.nowMillis = nowMillis;
        copy.random = random;
        return copy;
    }

    Dialect dialect() {
        return dialect;
    }

    ShellLimits limits() {
        return limits;
    }

    /** Whether a person types here: errors then end the command line, not the shell. */
    boolean interactive() {
        return interactive;
    }

    Variables variables() {
        return variables;
    }

    SortedMap<String, Function> functions() {
        return functions;
    }

    SortedMap<String, String> aliases() {
        return aliases;
    }

    boolean isSet(char option) {
        return options.contains(option);
    }

    void set(char option, boolean on) {
        if (on) {
            options.add(option);
        } else {
            options.remove(option);
        }
    }

    String optionLetters() {
        StringBuilder letters = new StringBuilder();
        options.forEach(letters::append);
        return letters.toString();
    }

    List<String> positional() {
        return positional;
    }

    void setPositional(List<String> arguments) {
        positional = List.copyOf(arguments);
    }

    String name() {
        return name;
    }

    String directory() {
        return directory;
    }

    void changeDirectory(String path) {
        variables.set("OLDPWD", directory);
        variables.export("OLDPWD");
        directory = path;
        variables.set("PWD", path);
    }

    int status() {
        return status;
    }

    void setStatus(int status) {
        this.status = status;
    }

    /** What {@code pushd} has put away, the newest first. */
    List<String> directories() {
        return directories;
    }

    void setDirectories(List<String> stack) {
        directories = List.copyOf(stack);
    }

    /** What the stages of the last pipeline ended with. */
    List<String> pipeStatus() {
        return pipeStatus;
    }

    void setPipeStatus(List<String> statuses) {
        pipeStatus = statuses;
    }

    /** A command is about to run: where it stands, and the virtual time in milliseconds. */
    void at(int itsLine, long millis) {
        line = itsLine;
        nowMillis = millis;
        startedMillis = startedMillis < 0 ? millis : startedMillis;
    }

    /** What a program started now inherits. */
    Environment environment() {
        return new Environment(variables.exported(), directory, user, hostname);
    }

    String path(String written) {
        return Files.normalise(directory, written);
    }

    // parameters

    /** The value of a variable, positional or special parameter; null where it is unset. {@code $@} and {@code $*} are not asked here. */
    String value(String parameter) {
        return switch (parameter) {
            case "?" -> Integer.toString(status);
            case "#" -> Integer.toString(positional.size());
            case "$" -> interactive || !user.equals("root") ? "2143" : "1";
            case "!" -> lastBackground == 0 ? null : Long.toString(lastBackground);
            case "-" -> optionLetters().replaceAll("[^a-z]", "") + (dialect == Dialect.BASH ? "hB" + (interactive ? "im" : "c") : interactive ? "i" : "");
            case "0" -> name;
            case "RANDOM", "SECONDS", "LINENO", "BASH_VERSION", "BASH", "UID", "EUID" -> dialect == Dialect.BASH ? ofBash(parameter) : variables.get(parameter);
            case "HOSTNAME" -> Optional.ofNullable(variables.get(parameter)).orElse(dialect == Dialect.BASH ? hostname : null);
            default -> Character.isDigit(parameter.charAt(0)) ? positional(parameter) : variables.get(parameter);
        };
    }

    /** Pseudo-random numbers follow from virtual time alone, so that the same inputs give the same ones. */
    private String ofBash(String parameter) {
        int id = user.equals("root") ? 0 : 1000;
        return switch (parameter) {
            case "RANDOM" -> {
                random = (random == 0 ? nowMillis : random) * 6364136223846793005L + 1442695040888963407L;
                yield Long.toString(random >>> 49);
            }
            case "SECONDS" -> Long.toString((nowMillis - startedMillis) / 1000);
            case "LINENO" -> Integer.toString(line);
            case "BASH_VERSION" -> "5.2.15(1)-release";
            case "BASH" -> "/usr/bin/bash";
            default -> Integer.toString(id);
        };
    }

    /** As {@link #value}, where {@code name[subscript]} is understood, too. */
    String reference(String written) {
        int bracket = dialect == Dialect.BASH ? written.indexOf('[') : -1;
        return bracket <= 0 ? value(written) : Subscripts.get(this, written.substring(0, bracket), written.substring(bracket + 1, written.length() - 1));
    }

    void assignReference(String written, String value) {
        int bracket = dialect == Dialect.BASH ? written.indexOf('[') : -1;
        if (bracket <= 0) {
            assign(written, value);
        } else {
            Subscripts.set(this, written.substring(0, bracket), written.substring(bracket + 1, written.length() - 1), value);
        }
    }

    private String positional(String digits) {
        int index = digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        return index == 0 ? name : index <= positional.size() ? positional.get(index - 1) : null;
    }

    void assign(String variable, String value) {
        if (variables.isReadOnly(variable)) {
            throw Stop.failed(variable + (dialect != Dialect.BASH ? ": is read only" : ": readonly variable"), dialect != Dialect.BASH ? 2 : 1);
        }
        if (value.length() > limits.expansionCharacters()) {
            throw Stop.failed(tooLong(), ShellLimits.EXIT_CODE);
        }
        if (variable.equals("SECONDS") && dialect == Dialect.BASH && value.matches("\\d{1,9}")) {
            startedMillis = nowMillis - Long.parseLong(value) * 1000;
        }
        variables.set(variable, variables.all(variable).integer() ? Long.toString(Arithmetic.calculate(value, this)) : value);
        if (isSet('a')) {
            variables.export(variable);
        }
    }

    String tooLong() {
        return "a word or variable is longer than " + limits.expansionCharacters() + " characters";
    }

    String unset(String parameter) {
        return parameter + (dialect != Dialect.BASH ? ": parameter not set" : ": unbound variable");
    }

    /** What bash ends with where a variable is needed that is not set; others end with 2. */
    int unsetStatus() {
        return dialect != Dialect.BASH ? 2 : interactive ? 1 : 127;
    }

    /** The process id of the newest background job. */
    void setLastBackground(long pid) {
        lastBackground = pid;
    }

    String user() {
        return user;
    }

    String hostname() {
        return hostname;
    }

    String home() {
        return variables.get("HOME");
    }

    // saving; units are kept in a table because several functions can share one

    Json save(List<Unit> units) {
        List<Json> savedFunctions = new ArrayList<>();
        functions.forEach((function, code) -> savedFunctions.add(Json.of("name", function, "unit", number(code.unit(), units), "body", code.body(),
                "from", code.range().from(), "to", code.range().to())));
        return Json.of("dialect", dialect.name(), "interactive", interactive, "variables", variables.save(), "functions", savedFunctions, "aliases", aliases,
                "options", optionLetters(), "positional", positional, "name", name, "directory", directory, "user", user, "hostname", hostname,
                "status", status, "pipeStatus", pipeStatus.size() > 1 ? pipeStatus : null, "line", line, "started", startedMillis, "now", nowMillis,
                "random", random == 0 ? null : random, "directories", directories.isEmpty() ? null : directories, "lastBackground", lastBackground == 0 ? null : lastBackground);
    }

    static int number(Unit unit, List<Unit> units) {
        if (!units.contains(unit)) {
            units.add(unit);
        }
        return units.indexOf(unit);
    }

    static ShellState restore(Json saved, ShellLimits limits, List<Unit> units) {
        Environment environment = new Environment(new TreeMap<>(), saved.text("directory"), saved.text("user"), saved.text("hostname"));
        ShellState state = new ShellState(Dialect.valueOf(saved.text("dialect")), limits, saved.isTrue("interactive"), saved.text("name"), environment);
        state.variables = Variables.restore(saved.object("variables"));
        for (Json function : saved.objects("functions")) {
            state.functions.put(function.text("name"), new Function(units.get((int) function.number(0, "unit")), (int) function.number(0, "body"),
                    new Step.Range((int) function.number(0, "from"), (int) function.number(0, "to"))));
        }
        state.aliases.putAll(saved.textMap("aliases"));
        saved.text("options").chars().forEach(option -> state.options.add((char) option));
        state.positional = saved.texts("positional");
        state.status = (int) saved.number(0, "status");
        state.pipeStatus = saved.has("pipeStatus") ? saved.texts("pipeStatus") : List.of(Integer.toString(state.status));
        state.line = (int) saved.number(1, "line");
        state.startedMillis = saved.number(-1, "started");
        state.nowMillis = saved.number(0, "now");
        state.random = saved.number(0, "random");
        state.directories = saved.texts("directories");
        state.lastBackground = saved.number(0, "lastBackground");
        return state;
    }
}
