package dev.reconcile.api.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelValidationException;
import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules cost: the rows of upstream's {@code TestCostEstimation}, without and with a limit to the sizes. */
class CelCostTest {
    private static Json json(String text) throws JsonText.Malformed {
        return JsonText.trusted(text.replace('\'', '"'));
    }

    private static long cost(String schema, String limits, String rule) throws JsonText.Malformed, CelValidationException {
        Json shape = json("{" + schema.replace("LIMIT", limits) + "}");
        return CelCost.of(CelRules.compiler(new CelTypes(shape, false)).compile(rule).getAst().getExpr(), CelSize.of(shape));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'type': 'array', LIMIT 'items': {'type': 'number'}    | self.all(x, true)                            | 4718591 | 'maxItems': 10,      | 32
            'type': 'array', LIMIT 'items': {'type': 'string'}    | self.all(x, true)                            | 3145727 | 'maxItems': 20,      | 62
            'type': 'array', LIMIT 'items': {'type': 'boolean'}   | self.all(x, true)                            | 1887437 | 'maxItems': 5,       | 17
            'type': 'array', LIMIT 'items': {'type': 'array', 'items': {'type': 'number'}} | self.all(x, true)   | 3145727 | 'maxItems': 100,     | 302
            'type': 'array', LIMIT 'items': {'type': 'object', 'required': ['required'], 'properties': {'required': {'type': 'string'}}} | self.all(x, true) | 555128 | 'maxItems': 50, | 152
            'type': 'object', LIMIT 'additionalProperties': {'type': 'number'}  | self.all(x, true)              | 1348169 | 'maxProperties': 10, | 32
            'type': 'object', LIMIT 'additionalProperties': {'type': 'string'}  | self.all(x, true)              | 1179647 | 'maxProperties': 3,  | 11
            'type': 'object', LIMIT 'additionalProperties': {'type': 'boolean'} | self.all(x, true)              | 943718  | 'maxProperties': 100, | 302
            'type': 'string', LIMIT 'description': ''             | self.contains('test')                        | 314574  | 'maxLength': 10,     | 5
            'type': 'string', LIMIT 'description': ''             | self.startsWith('test')                      | 2       | 'maxLength': 15,     | 2
            'type': 'string', LIMIT 'description': ''             | size(self + "hello") > size("hello")         | 314578  | 'maxLength': 4,      | 7
            'type': 'array', LIMIT 'items': {'type': 'number'}    | self[1] == 0.0                               | 2       | 'maxItems': 5000,    | 2
            'type': 'array', LIMIT 'items': {'type': 'string'}    | self[1] == self[1]                           | 314577  | 'maxItems': 8,       | 314577
            'type': 'array', LIMIT 'items': {'type': 'number'}    | self.all(x, x == 0.0)                        | 6291454 | 'maxItems': 6291456, | 25165826
            'type': 'string', LIMIT 'description': ''             | self.matches("x")                            | 314574  | 'maxLength': 50,     | 22
            'type': 'string', LIMIT 'description': ''             | "".matches("(((((((((())))))))))[0-9]")      | 7       | 'maxLength': 10,     | 7
            'type': 'string', LIMIT 'description': ''             | self.matches("")                             | 1       | 'maxLength': 100,    | 1
            'type': 'object', LIMIT 'additionalProperties': {'type': 'string'}  | self.all(x, x.contains(self[x])) | 2752507 | 'maxProperties': 10, | 72
            'type': 'object', LIMIT 'additionalProperties': {'type': 'number'}  | self["x"] == 0.0               | 2       | 'maxProperties': 0,  | 2
            'type': 'string', LIMIT 'description': ''             | self == "x"                                  | 2       | 'maxLength': 0,      | 1
            'type': 'array', LIMIT 'items': {'x-kubernetes-int-or-string': true} | self.all(x, true)             | 4718591 | 'maxItems': 10,      | 32
            'type': 'array', LIMIT 'items': {'x-kubernetes-int-or-string': true} | self[0] == 5                  | 3       | 'maxItems': 10,      | 3
            'type': 'array', LIMIT 'items': {'type': 'object', 'properties': {}} | self[0] == null               | 2       | 'maxItems': 422,     | 2
            'type': 'array', LIMIT 'items': {'type': 'array', 'items': {'type': 'number'}} | self[0][0] == -1.0  | 3       | 'maxItems': 51,      | 3
            'type': 'array', LIMIT 'items': {'type': 'object', 'additionalProperties': {'type': 'number'}} | self.all(x, x.y == 25.2) | 6291452 | 'maxItems': 12, | 74
            'type': 'array', LIMIT 'items': {'type': 'object', 'additionalProperties': {'type': 'number'}} | self[0].x > 2.0 | 4 | 'maxItems': 3000, | 4
            'type': 'array', LIMIT 'items': {'type': 'string', 'format': 'duration'} | self.all(x, true)         | 2359295 | 'maxItems': 5,       | 17
            'type': 'array', LIMIT 'items': {'type': 'string', 'format': 'duration'} | self[0].getHours() == 2   | 4       | 'maxItems': 525,     | 4
            'type': 'array', LIMIT 'items': {'type': 'string', 'format': 'date'}     | self.all(x, true)         | 725936  | 'maxItems': 15,      | 47
            'type': 'array', LIMIT 'items': {'type': 'string', 'format': 'date-time'} | self.all(x, true)        | 428963  | 'maxItems': 25,      | 77
            'type': 'object', LIMIT 'additionalProperties': {'type': 'string', 'format': 'date-time'} | self["a"] == self["b"] | 8 | 'maxProperties': 7, | 8
            'type': 'string', LIMIT 'description': ''             | self.find('[0-9]+') == ''                    | 629147  | 'maxLength': 10,     | 11
            'type': 'array', LIMIT 'items': {'type': 'string'}    | self.isSorted() == true                      | 329854432052 | 'maxItems': 0,  | 2
            'type': 'array', LIMIT 'items': {'type': 'string', 'maxLength': 10} | self.join(' ') == 'aa bb'      | 4299160 | 'maxItems': 10,      | 43
            'type': 'object', 'properties': {'str': {LIMIT 'type': 'string'}, 'before': {'type': 'string', 'maxLength': 2}, 'after': {'type': 'string', 'maxLength': 4}} | self.str.replace(self.before, self.after) == 'does not matter' | 629154 | 'maxLength': 4, | 12
            'type': 'object', 'properties': {'str': {LIMIT 'type': 'string'}, 'separator': {'type': 'string'}} | self.str.split(self.separator) == [] | 629160 | 'maxLength': 10, | 22
            'type': 'string', LIMIT 'description': ''             | self.lowerAscii() == 'lower!'                | 314575  | 'maxLength': 10,     | 6
            'type': 'object', LIMIT 'additionalProperties': {'type': 'integer'} | oldSelf.size() == self.size()  | 5       | 'maxProperties': 10, | 5
            'type': 'string', LIMIT 'enum': ['A', 'B', 'C', 'LongValue'] | self.contains('A')                    | 2       | 'maxLength': 1000,   | 401
            'type': 'array', 'maxItems': 10, LIMIT 'items': {'type': 'number'} | self.all(x, self.all(y, self.all(z, true))) | 3552 | 'description': '', | 3552
            """)
    void a_rule(String schema, String rule, long whole, String limits, long limited) throws JsonText.Malformed, CelValidationException {
        assertThat(cost(schema, "", rule)).isEqualTo(whole);
        assertThat(cost(schema, limits, rule)).isEqualTo(limited);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'maxItems': 10, 'items': {'type': 'string', 'maxLength': 5, RULE "self.startsWith('a')" END}  |
            'items': {'type': 'string', RULE "self.contains('abcdefghijk')" END} | ^S.properties[list].items.x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared); S.properties[list].items.x-kubernetes-validations[0].rule: Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema; S: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)^
            'maxItems': 5000, 'items': {'type': 'array', 'maxItems': 2000, 'items': {'type': 'integer'}, RULE "self.size() > 0" END} | ^^
            'maxItems': 5000, 'items': {'type': 'array', 'maxItems': 2000, 'items': {'type': 'integer'}, RULE "self.all(x, x > 0)" END} | ^S.properties[list].items.x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of 5.0x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)^
            'items': {'type': 'string', 'maxLength': 5, RULE "self == oldSelf" END} | S.properties[list].items.x-kubernetes-validations[0].rule: Forbidden: oldSelf cannot be used on the uncorrelatable portion of the schema within S.properties[list]
            """)
    void a_definition(String list, String outcome) throws JsonText.Malformed {
        assertThat(problems(list)).isEqualTo(outcome == null ? "" : outcome);
    }

    @Test
    void a_rule_is_about_what_there_is_and_says_yes_or_no() throws JsonText.Malformed {
        String object = "'items': {'type': 'object', 'properties': {'size': {'type': 'integer'}}, RULE \"%s\" END}";
        String path = "S.properties[list].items.x-kubernetes-validations[0].rule: Invalid value: ";

        assertThat(problems(object.formatted("self.sise > 0"))).isEqualTo(path + "\"self.sise > 0\": compilation failed: "
                + "ERROR: <input>:1:5: undefined field 'sise'\n | self.sise > 0\n | ....^");
        assertThat(problems(object.formatted("self.size > 'a'"))).isEqualTo(path + "\"self.size > 'a'\": compilation failed: "
                + "ERROR: <input>:1:11: found no matching overload for '_>_' applied to '(int, string)'\n | self.size > 'a'\n | ..........^");
        assertThat(problems(object.formatted("self.size + 1"))).isEqualTo(path + "\"self.size + 1\": cel expression must evaluate to a bool");
    }

    private static String problems(String list) throws JsonText.Malformed {
        String rules = list.replaceAll("RULE \"(.*?)\" END", "\"x-kubernetes-validations\": [{\"rule\": \"$1\"}]");
        int rule = rules.indexOf("\"rule\"");
        String text = rules.substring(0, rule).replace('\'', '"') + rules.substring(rule);
        Problems problems = new Problems();

        StructuralCheck.root(JsonText.trusted("{\"type\": \"object\", \"properties\": {\"list\": {\"type\": \"array\", " + text + "}}}"), "S", problems);

        return String.join("; ", problems.found().stream().map(Problems.Problem::text).toList());
    }
}
