package dev.reconcile.api.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
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
            quantity('1500m').asInteger() == 1                                         | cannot convert value to integer evaluating rule: quantity('1500m')
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
            ip('10.0.0.1').family() == 4 && ip('::1').isLoopback() && !isIP('10.0.0.01')   | holds
            ip.isCanonical('2001:db8::abcd') && !ip.isCanonical('2001:DB8::ABCD')      | holds
            string(ip('2001:0db8:0:0::1')) == '2001:db8::1' && ip('::') == ip('0:0:0:0:0:0:0:0') | holds
            ip('10.1.2.3').isGlobalUnicast() && ip('169.254.1.1').isLinkLocalUnicast() && ip('224.0.0.1').isLinkLocalMulticast() | holds
            ip('::ffff:1.2.3.4').family() == 4                                         | IPv4-mapped IPv6 address "::ffff:1.2.3.4" is not allowed evaluating rule: ip(
            cidr('192.168.0.0/24').containsIP('192.168.0.7') && !cidr('192.168.0.0/24').containsIP(ip('192.168.1.1')) | holds
            cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16')) && !cidr('10.1.0.0/16').containsCIDR('10.0.0.0/8') | holds
            cidr('192.168.1.7/24').prefixLength() == 24 && string(cidr('192.168.1.7/24').masked()) == '192.168.1.0/24' | holds
            isCIDR('::/0') && !isCIDR('10.0.0.0') && cidr('10.0.0.1/8').ip() == ip('10.0.0.1') | holds
            !format.dns1123Label().validate('my-name').hasValue()                      | holds
            format.dns1123Label().validate('My-Name').value()[0].contains('lower case') | holds
            format.named('date').value().validate('2026-02-30').orValue(['fine']) == ['invalid date'] | holds
            !format.named('nonsense').hasValue() && !format.dns1123LabelPrefix().validate('my-').hasValue() | holds
            semver('1.2.3').major() == 1 && semver('1.2.3-rc.1').isLessThan(semver('1.2.3')) | holds
            semver('v1.2', true) == semver('1.2.0') && !isSemver('v1.2') && isSemver('01.02', true) | holds
            semver('1.10.0').compareTo(semver('1.9.0')) == 1                           | holds
            self.nothing == 1                                                          | no such key: nothing evaluating rule: self.nothing == 1
            1 / (self.list.size() - 3) == 1                                            | division by zero evaluating rule: 1 / (
            self.list[7] == 1                                                          | index out of bounds: 7 evaluating rule: self.list[7] == 1
            self.list.all(a, self.list.all(b, self.list.all(c, self.list.all(d, self.list.all(e, self.list.all(f, self.list.all(g, self.list.all(h, self.list.all(i, true))))))))) | 'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: self.list.all(
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

    @Test
    void names_that_are_none_in_cel_are_written_out() {
        Problems problems = new Problems();
        Json schema = Json.of("x-kubernetes-validations", List.of(Json.of("rule", "self.a__dash__b == 1 && self.__in__ == 2")),
                "properties", Json.of("a-b", Json.of("type", "integer"), "in", Json.of("type", "integer")));

        new CelRules().check(schema, null, Json.of("a-b", 1, "in", 2), "spec", problems);

        assertThat(problems.found()).isEmpty();
    }
}
