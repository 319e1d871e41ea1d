package dev.reconcile.api.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of CustomResourceDefinitions with Kubernetes' own libraries. */
class CelRulesTest {
    private static final Json OBJECT = JsonText.trusted("""
            {"cpu": "500m", "most": "2", "url": "https://example.com:8080/a%20b?x=1&x=2", "list": [3, 1, 2], "texts": ["a", "b", "a"], "name": "pod-17-x-4"}""");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            quantity(self.cpu).isLessThan(quantity(self.most))                         | holds
            quantity(self.most).isLessThan(quantity(self.cpu))                         | failed rule
            quantity('1Gi').compareTo(quantity('1024Mi')) == 0                         | holds
            quantity('50k').add(quantity('20k')) == quantity('70k')                    | holds
            quantity('50').sub(20).asInteger() == 30                                   | holds
            quantity('1500m').asApproximateFloat() == 1.5                              | holds
            !quantity('1500m').isInteger() && quantity('-1').sign() == -1              | holds
            isQuantity(self.cpu) && !isQuantity('1.3Z')                                | holds
            quantity('1500m').asInteger() == 1                                         | evaluation error
            isURL(self.url) && !isURL('nowhere')                                       | holds
            url(self.url).getScheme() == 'https' && url(self.url).getHost() == 'example.com:8080' | holds
            url(self.url).getHostname() == 'example.com' && url(self.url).getPort() == '8080'     | holds
            url(self.url).getEscapedPath() == '/a%20b'                                 | holds
            url(self.url).getQuery()['x'] == ['1', '2']                                | holds
            self.name.find('[0-9]+') == '17'                                           | holds
            self.name.findAll('[0-9]+') == ['17', '4'] && self.name.findAll('[0-9]+', 1) == ['17'] | holds
            self.list.sum() == 6 && self.list.min() == 1 && self.list.max() == 3       | holds
            !self.list.isSorted() && [1, 2, 2].isSorted()                              | holds
            self.texts.indexOf('b') == 1 && self.texts.lastIndexOf('a') == 2           | holds
            'abc'.indexOf('c') == 2                                                    | holds
            sets.contains(self.list, [1, 2])                                           | holds
            self.list.exists(x, x > 2) && self.list.all(x, x > 0)                      | holds
            """)
    void a_rule_holds_or_not(String rule, String outcome) {
        Problems problems = new Problems();
        Json schema = Json.of("x-kubernetes-validations", List.of(Json.of("rule", rule)));

        new CelRules().check(schema, null, OBJECT, "spec", problems);

        assertThat(CelRules.problem(rule)).isEmpty();
        if (outcome.equals("holds")) {
            assertThat(problems.found()).isEmpty();
        } else {
            assertThat(problems.found()).singleElement().satisfies(problem -> assertThat(problem.text()).contains(outcome));
        }
    }
}
