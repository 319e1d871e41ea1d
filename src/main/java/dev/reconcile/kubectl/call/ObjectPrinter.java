package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.print.CustomColumns;
import dev.reconcile.kubectl.print.GoSyntax;
import dev.reconcile.kubectl.print.GoTemplate;
import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonPath;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Unset;
import dev.reconcile.model.Yaml;
import java.util.ArrayList;
import java.util.List;

/** Prints whole objects in the format that {@code -o} names; tables are not its business. */
public final class ObjectPrinter {
    private static final List<String> TEMPLATES =
            List.of("jsonpath", "jsonpath-as-json", "jsonpath-file", "custom-columns", "custom-columns-file", "go-template", "go-template-file", "template", "templatefile");
    static final String MUTATION_FORMATS = "go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,yaml";
    static final String GET_FORMATS = "custom-columns,custom-columns-file," + MUTATION_FORMATS.replace(",yaml", ",wide,yaml");

    private final String format;
    private final String argument;
    private final boolean headers;
    private final boolean managedFields;
    private final Call call;

    private ObjectPrinter(Call call, String format, String argument) {
        this.call = call;
        this.format = format;
        this.argument = argument;
        this.headers = !(call.flags().knows("no-headers") && call.flags().is("no-headers"));
        boolean asked = call.flags().knows("show-managed-fields") && call.flags().is("show-managed-fields");
        this.managedFields = asked || !List.of("json", "yaml").contains(format);
    }

    /** For {@code get}: everything but tables. */
    public static ObjectPrinter ofGet(Call call) throws CommandFailure {
        return of(call, GET_FORMATS);
    }

    /** For commands that change something: the formats without columns. */
    public static ObjectPrinter ofMutation(Call call) throws CommandFailure {
        return of(call, MUTATION_FORMATS);
    }

    private static ObjectPrinter of(Call call, String allowed) throws CommandFailure {
        String output = call.flags().text("output");
        int equals = output.indexOf('=');
        String format = equals < 0 ? output : output.substring(0, equals);
        String argument = equals < 0 ? call.flags().filled("template").orElse("") : output.substring(equals + 1);
        boolean plain = List.of("json", "yaml", "name").contains(output);
        if (!plain && (!TEMPLATES.contains(format) || !List.of(allowed.split(",")).contains(format))) {
            throw CommandFailure.error("unable to match a printer suitable for the output format \"" + output + "\", allowed formats are: " + allowed);
        }
        if (!plain && argument.isEmpty()) {
            throw CommandFailure.error(format.startsWith("custom-columns")
                    ? "custom-columns format specified but no custom columns given"
                    : "template format specified but no template given");
        }
        return new ObjectPrinter(call, format, argument);
    }

    /** One object, printed as itself. */
    public String one(Kind kind, KubeObject object) throws CommandFailure {
        if (format.equals("name")) {
            return Resources.named(kind, object.name()) + "\n";
        }
        return text(shown(object));
    }

    /** Several objects, printed as a {@code List}. */
    public String several(List<Selection.Found> found) throws CommandFailure {
        if (format.equals("name")) {
            StringBuilder names = new StringBuilder();
            found.forEach(each -> names.append(Resources.named(each.kind(), each.object().name())).append('\n'));
            return names.toString();
        }
        List<Json> items = new ArrayList<>();
        found.forEach(each -> items.add(shown(each.object())));
        return text(Json.of("apiVersion", "v1", "kind", "List", "metadata", Json.of("resourceVersion", ""), "items", items));
    }

    /** Something that is no object of the API: a kubeconfig. */
    public String tree(Json value) throws CommandFailure {
        return text(value);
    }

    private Json shown(KubeObject object) {
        return Unset.written(managedFields ? object.tree() : object.with(null, "metadata", "managedFields").tree());
    }

    private String text(Json value) throws CommandFailure {
        try {
            return switch (format) {
                case "json" -> html(JsonText.indented(value)) + "\n";
                case "yaml" -> Yaml.print(value);
                case "jsonpath" -> jsonPath(argument, value);
                case "jsonpath-file" -> jsonPath(file(), value);
                case "jsonpath-as-json" -> JsonText.indented(JsonPath.template(argument).values(value)) + "\n";
                case "custom-columns" -> columns(CustomColumns.of(argument), value);
                case "custom-columns-file" -> columns(CustomColumns.ofFile(file()), value);
                case "go-template-file", "templatefile" -> goTemplate(file(), value);
                default -> goTemplate(argument, value);
            };
        } catch (JsonPath.Bad e) {
            throw CommandFailure.error(format.startsWith("jsonpath") ? "error parsing jsonpath " + argument + ", " + e.getMessage() : e.getMessage());
        }
    }

    /** Go's encoder writes the characters that HTML cares about as escapes. */
    private static String html(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String jsonPath(String template, Json value) throws JsonPath.Bad, CommandFailure {
        JsonPath path = JsonPath.template(template);
        try {
            return path.render(value);
        } catch (JsonPath.Bad e) {
            throw CommandFailure.error(("error executing jsonpath \"%s\": Error executing template: %s. Printing more information for debugging the template:\n"
                    + "\ttemplate was:\n\t\t%s\n\tobject given to jsonpath engine was:\n\t\t%s\n\n").formatted(template, e.getMessage(), template, GoSyntax.of(value)));
        }
    }

    private static String goTemplate(String template, Json value) throws CommandFailure {
        try {
            return GoTemplate.parse(template).render(value);
        } catch (GoTemplate.Bad e) {
            throw CommandFailure.error(e.getMessage());
        }
    }

    private String columns(CustomColumns columns, Json value) throws JsonPath.Bad {
        TabWriter table = TabWriter.ofTables();
        if (headers) {
            table.write(columns.header());
        }
        for (Json item : value.textOrEmpty("kind").equals("List") ? value.objects("items") : List.of(value)) {
            table.write(columns.row(item));
        }
        return table.flush();
    }

    private String file() throws CommandFailure {
        return call.invocation().files().content(call.invocation().path(argument))
                .orElseThrow(() -> CommandFailure.error("error reading " + argument + ", open " + argument + ": no such file or directory"));
    }
}
