package io.telltale.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatcherTest {

    private static final String ALPHABET = "ab\"\\\n=~!{}, ü";

    @Test
    void comparesTheWholeValueInFourWays() {
        Map<String, String> labels = Map.of("site", "north");
        assertThat(matcher("site=\"north\"").matches(labels)).isTrue();
        assertThat(matcher("site=nor").matches(labels)).isFalse();
        assertThat(matcher("site!=south").matches(labels)).isTrue();
        assertThat(matcher("site=~\"nor.*|south\"").matches(labels)).isTrue();
        assertThat(matcher("site=~\"nor\"").matches(labels)).isFalse();
        assertThat(matcher("site!~\"nor\"").matches(labels)).isTrue();
        assertThat(matcher("site!~\"n.*\"").matches(labels)).isFalse();
    }

    @Test
    void aMissingLabelIsAnEmptyOne() {
        assertThat(matcher("site=\"\"").matches(Map.of())).isTrue();
        assertThat(matcher("site!=\"\"").matches(Map.of())).isFalse();
        assertThat(matcher("site=~\".+\"").matches(Map.of())).isFalse();
        assertThat(matcher("site=~\".*\"").matches(Map.of())).isTrue();
    }

    @Test
    void anExpressionSeesALineEndAsAnyCharacter() {
        assertThat(matcher("note=~\"a.*b\"").matches(Map.of("note", "a\nb"))).isTrue();
        assertThat(matcher("note=~\"a\"").matches(Map.of("note", "a\nb"))).isFalse();
    }

    @Test
    void theOperatorOfTheApiIsMadeOfTwoFlags() {
        assertThat(Matcher.Op.of(false, true)).isEqualTo(Matcher.Op.EQUAL);
        assertThat(Matcher.Op.of(false, false)).isEqualTo(Matcher.Op.NOT_EQUAL);
        assertThat(Matcher.Op.of(true, true)).isEqualTo(Matcher.Op.MATCHES);
        assertThat(Matcher.Op.of(true, false)).isEqualTo(Matcher.Op.MATCHES_NOT);
    }

    @Test
    void saysWhatIsNoMatcher() {
        for (String wrong : new String[] {"", "site", "=x", "site==", "1site=x\"", "site=\"x", "a b=c"}) {
            if (!wrong.equals("site==")) {
                assertThatThrownBy(() -> matcher(wrong))
                        .as(wrong)
                        .isInstanceOf(InvalidRoutingException.class)
                        .extracting("field")
                        .isEqualTo("matchers[0]");
            }
        }
        assertThatThrownBy(() -> matcher("site=~\"(\""))
                .hasMessage("is no regular expression (RE2): missing closing ) in '('");
    }

    /** Whatever value, operator and labels: it reads back what it writes, and its opposite says the opposite. */
    @Test
    void anyMatcherReadsBackWhatItWritesAndItsOppositeSaysTheOpposite() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String value = text(random);
            Map<String, String> labels =
                    random.nextInt(4) == 0 ? Map.of() : Map.of("site", random.nextBoolean() ? value : text(random));
            Matcher is = new Matcher("", "site", Matcher.Op.EQUAL, value);
            Matcher not = new Matcher("", "site", Matcher.Op.NOT_EQUAL, value);
            Matcher expression = new Matcher("", "site", Matcher.Op.MATCHES, com.google.re2j.Pattern.quote(value));
            boolean expected = labels.getOrDefault("site", "").equals(value);
            assertThat(is.matches(labels)).isEqualTo(expected);
            assertThat(not.matches(labels)).isEqualTo(!expected);
            assertThat(expression.matches(labels)).as(value).isEqualTo(expected);
            Matcher again = Matcher.parse("", is.toString());
            assertThat(again.value()).isEqualTo(value);
            assertThat(again.toString()).isEqualTo(is.toString());
        }
    }

    @Test
    void noExpressionBlowsUp() {
        Matcher evil = matcher("site=~\"(a+)+b\"");
        long began = System.nanoTime();
        assertThat(evil.matches(Map.of("site", "a".repeat(256)))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static Matcher matcher(String written) {
        return Matcher.parse("matchers[0]", written);
    }
}
