package dev.reconcile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {
    private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "front", "size", "7", "empty", "", "in", "x");

    @ParameterizedTest(name = "{0} matches: {1}, written {2}")
    @CsvSource(delimiter = '|', value = {
        "app=web | true | app=web",
        "app==web | true | app=web",
        "app!=web | false | app!=web",
        "other!=web | true | other!=web",
        "app in (web, db) | true | app in (db,web)",
        "app notin (web,db) | false | app notin (db,web)",
        "other notin (web) | true | other notin (web)",
        "app | true | app",
        "!app | false | !app",
        "!other , app | true | app,!other",
        "size>6,size<8 | true | size>6,size<8",
        "size>7 | false | size>7",
        "empty= | true | empty=",
        "empty in (,) | true | empty in ()",
        "in=x | true | in=x",
        "example.com/role | false | example.com/role",
        "tier=front,app=web | true | app=web,tier=front",
    })
    void readsTheGrammarOfSelectors(String text, boolean matches, String written) throws Exception {
        LabelSelector selector = LabelSelector.parse(text);
        assertThat(selector.matches(LABELS)).isEqualTo(matches);
        assertThat(selector.text()).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "=b | found '=', expected: !, identifier, or 'end of string'",
        "a==b==c | found '==', expected: ',' or 'end of string'",
        "a in b | unable to parse requirement: found 'b' expected: '('",
        "a notin (b | unable to parse requirement: found '', expected: ',' or ')'",
        "a=b, | found '', expected: identifier after ','",
        "a=b,,c | found ',', expected: identifier after ','",
        "a b | unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
        "!a=b | found '=', expected: ',' or 'end of string'",
        "a in () | unable to parse requirement: values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty",
        "a>x | unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
    })
    void refusesInUpstreamsWords(String text, String message) {
        assertThat(catchThrowableOfType(LabelSelector.Malformed.class, () -> LabelSelector.parse(text))).hasMessage(message);
    }
}
