package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Regex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an awk program works on: the record and its fields, variables, arrays, and what it has printed. */
final class AwkMachine {
    /** Evaluations for one record. */
    private static final int MOST_STEPS = 200_000;
    private static final int MOST_CHARACTERS = 1 << 18;
    private static final int MOST_FIELDS = 10_000;
    private static final int MOST_ELEMENTS = 50_000;
    private static final int MOST_CALLS = 100;

    /** How a statement ends. */
    enum Flow {
        ON, BREAK, CONTINUE, NEXT, EXIT, RETURN;

        /** Whether it ends loops, too. */
        boolean leaves() {
            return this == NEXT || this == EXIT || this == RETURN;
        }
    }

    /** An expression. */
    @FunctionalInterface
    interface Expression {
        AwkValue of(AwkMachine machine);
    }

    /** A statement. */
    @FunctionalInterface
    interface Statement {
        Flow run(AwkMachine machine);
    }

    private final Map<String, AwkValue> variables = new LinkedHashMap<>();
    private final Map<String, Map<String, AwkValue>> arrays = new LinkedHashMap<>();
    private final List<AwkValue> fields = new ArrayList<>();
    private String record = "";
    private final AwkFiles files;
    private final Deque<AwkFunction.Frame> frames = new ArrayDeque<>();
    private AwkValue returned = AwkValue.UNSET;
    private Supplier<String> records = () -> null;
    private long random;
    private final StringBuilder out = new StringBuilder();
    private int steps;
    private int exit;

    AwkMachine(AwkFiles files) {
        this.files = files;
        set("FS", AwkValue.of(" "));
        set("OFS", AwkValue.of(" "));
        set("ORS", AwkValue.of("\n"));
        set("RS", AwkValue.of("\n"));
        set("SUBSEP", AwkValue.of("\u001c"));
        set("NF", AwkValue.of(0));
        set("NR", AwkValue.of(0));
        set("FNR", AwkValue.of(0));
    }

    /** Called for each evaluation, so that nothing goes on for ever. */
    void step() {
        if (++steps > MOST_STEPS) {
            throw new Regex.Wrong("more than " + MOST_STEPS + " steps for one line");
        }
    }

    String bounded(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new Regex.Wrong("a text of more than " + MOST_CHARACTERS + " characters");
        }
        return text;
    }

    AwkFiles files() {
        return files;
    }

    // functions of the program's own

    void enter(AwkFunction.Frame frame) {
        if (frames.size() >= MOST_CALLS) {
            throw new Regex.Wrong("functions call each other more than " + MOST_CALLS + " deep");
        }
        frames.push(frame);
        returned = AwkValue.UNSET;
    }

    void leave() {
        frames.pop();
    }

    /** What a function returns. */
    void give(AwkValue value) {
        returned = value;
    }

    AwkValue returned() {
        AwkValue value = returned;
        returned = AwkValue.UNSET;
        return value;
    }

    private boolean isLocal(String name) {
        return !frames.isEmpty() && frames.peek().has(name);
    }

    /** Something went wrong or {@code exit} was called in the middle of functions. */
    void leaveAll() {
        frames.clear();
    }

    // variables

    AwkValue get(String name) {
        if (isLocal(name)) {
            return frames.peek().values().get(name);
        }
        return variables.getOrDefault(name, AwkValue.UNSET);
    }

    void set(String name, AwkValue value) {
        if (isLocal(name)) {
            frames.peek().values().put(name, value);
            return;
        }
        variables.put(name, value);
        if (name.equals("NF") && !fields.isEmpty() && (int) value.number() != fields.size()) {
            resize((int) value.number());
            rebuild();
        }
    }

    Map<String, AwkValue> array(String name) {
        Map<String, Map<String, AwkValue>> there = isLocal(name) ? frames.peek().arrays() : arrays;
        return there.computeIfAbsent(name, none -> new LinkedHashMap<>());
    }

    /** A number from 0 up to 1 that follows from the seed alone. */
    double random() {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return (random >>> 11) * 0x1.0p-53;
    }

    long seed(long seed) {
        long before = random;
        random = seed;
        return before;
    }

    void put(String array, String key, AwkValue value) {
        Map<String, AwkValue> elements = array(array);
        elements.put(key, value);
        if (elements.size() > MOST_ELEMENTS) {
            throw new Regex.Wrong("an array of more than " + MOST_ELEMENTS + " elements");
        }
    }

    // the record

    /** The next line of a file. */
    void read(String line) {
        steps = 0;
        count();
        take(line);
    }

    /** One more line has been read. */
    void count() {
        variables.put("NR", AwkValue.of(variables.get("NR").number() + 1));
        variables.put("FNR", AwkValue.of(variables.get("FNR").number() + 1));
    }

    /** Where {@code getline} takes the lines of the input from. */
    void readFrom(Supplier<String> source) {
        records = source;
    }

    String nextRecord() {
        return records.get();
    }

    void begin(String file) {
        variables.put("FNR", AwkValue.of(0));
        variables.put("FILENAME", AwkValue.input(file.equals("-") ? "" : file));
    }

    private void take(String line) {
        record = line;
        fields.clear();
        split(line, get("FS").shown()).forEach(text -> fields.add(AwkValue.input(text)));
        variables.put("NF", AwkValue.of(fields.size()));
    }

    AwkValue field(int index) {
        if (index < 0) {
            throw new Regex.Wrong("there is no field $" + index);
        }
        return index == 0 ? AwkValue.input(record) : index <= fields.size() ? fields.get(index - 1) : AwkValue.UNSET;
    }

    void setField(int index, AwkValue value) {
        if (index == 0) {
            take(bounded(value.shown()));
            return;
        }
        if (index < 0 || index > MOST_FIELDS) {
            throw new Regex.Wrong("there is no field $" + index);
        }
        if (index > fields.size()) {
            resize(index);
        }
        fields.set(index - 1, value);
        rebuild();
    }

    private void resize(int size) {
        if (size < 0 || size > MOST_FIELDS) {
            throw new Regex.Wrong("a line has no " + size + " fields");
        }
        while (fields.size() < size) {
            fields.add(AwkValue.UNSET);
        }
        fields.subList(size, fields.size()).clear();
    }

    private void rebuild() {
        record = bounded(String.join(get("OFS").shown(), fields.stream().map(AwkValue::shown).toList()));
        variables.put("NF", AwkValue.of(fields.size()));
    }

    /** One space stands for any blanks, any other single character for itself; longer is a regular expression. */
    static List<String> split(String text, String separator) {
        if (separator.equals(" ")) {
            String bare = text.strip();
            return bare.isEmpty() ? List.of() : Arrays.asList(bare.split("[ \t\n]+"));
        }
        if (text.isEmpty()) {
            return List.of();
        }
        if (separator.isEmpty()) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        Pattern between = separator.length() == 1 && !separator.equals("\\") ? Pattern.compile(Pattern.quote(separator)) : Regex.compile(separator, true, false);
        List<String> parts = new ArrayList<>();
        Matcher matcher = Regex.matcher(between, text);
        int from = 0;
        while (Regex.find(matcher, Math.max(from, 0)) && matcher.end() > matcher.start()) {
            parts.add(text.substring(from, matcher.start()));
            from = matcher.end();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** All records of a text: an empty separator means paragraphs. */
    static List<String> records(String text, String separator) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (separator.isEmpty()) {
            return Arrays.stream(text.strip().split("\n\n+")).toList();
        }
        List<String> records = new ArrayList<>(split(text.endsWith(separator) ? text.substring(0, text.length() - separator.length()) : text,
                separator.equals(" ") ? "[ ]" : separator));
        return records.isEmpty() ? List.of(text) : records;
    }

    // what comes of it

    void print(String text) {
        out.append(text);
        bounded(out.toString());
    }

    String printed() {
        String text = out.toString();
        out.setLength(0);
        return text;
    }

    void exitWith(int code) {
        exit = code & 0xff;
    }

    int exit() {
        return exit;
    }

    void rested() {
        steps = 0;
    }

    // between two turns

    Json save() {
        Json saved = Json.EMPTY;
        for (Map.Entry<String, AwkValue> variable : variables.entrySet()) {
            saved = saved.with(variable.getKey(), written(variable.getValue()));
        }
        List<Json> all = new ArrayList<>();
        arrays.forEach((name, elements) -> {
            List<Json> pairs = new ArrayList<>();
            elements.forEach((key, value) -> pairs.add(Json.of("key", key, "value", written(value))));
            all.add(Json.of("name", name, "elements", pairs));
        });
        return Json.of("variables", saved, "arrays", all, "record", record, "exit", exit, "files", files.save(), "random", random);
    }

    private static Json written(AwkValue value) {
        return Json.of("number", Double.toString(value.number()), "text", value.text(), "numeric", value.numeric());
    }

    private static AwkValue read(Json saved) {
        return new AwkValue(Double.parseDouble(saved.text("number")), saved.text("text"), saved.isTrue("numeric"));
    }

    void load(Json saved) {
        take(saved.textOrEmpty("record"));
        Json all = saved.object("variables");
        all.names().forEach(name -> variables.put(name, read(all.object(name))));
        saved.objects("arrays").forEach(array -> array.objects("elements")
                .forEach(element -> array(array.text("name")).put(element.text("key"), read(element.object("value")))));
        exit = (int) saved.number(0, "exit");
        files.load(saved.object("files"));
        random = saved.number(0, "random");
    }
}
