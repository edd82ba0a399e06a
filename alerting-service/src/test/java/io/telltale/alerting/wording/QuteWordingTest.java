package io.telltale.alerting.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.alert.Wording;
import io.telltale.alerting.rule.Condition;
import io.telltale.alerting.rule.Glob;
import io.telltale.alerting.rule.InvalidRuleException;
import io.telltale.alerting.rule.Operator;
import io.telltale.alerting.rule.Rule;
import io.telltale.alerting.rule.Selector;
import io.telltale.alerting.rule.Severity;
import io.telltale.events.SeriesKey;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a rule's texts may say, and what they may not reach. */
class QuteWordingTest {

    private final Wording wording = new QuteWording();

    @Test
    void saysWhatIsKnownOfTheAlert() {
        assertThat(said("{rule}: {metric} of {device} is {value} at {labels.site} ({severity}, {tenant})"))
                .isEqualTo("Too hot: temperature of pump-7 is 31.5 at north (critical, acme)");
        assertThat(said("{summary}!")).isEqualTo("temperature of pump-7 is 31.5, above 30!");
        assertThat(said("{#if value > 31}far{#else}a little{/if} too hot")).isEqualTo("far too hot");
    }

    @Test
    void aLabelThatIsNotThereLeavesNothingOrItsDefault() {
        assertThat(said("hall {labels.hall}.")).isEqualTo("hall .");
        assertThat(said("hall {labels.hall ?: 'unknown'}")).isEqualTo("hall unknown");
        assertThat(said("{labels.hall.or('none')}")).isEqualTo("none");
    }

    @Test
    void aTextOfBeforeThereWereTemplatesStaysAsItWas() {
        assertThat(said("{device")).isEqualTo("{device");
        assertThat(said("see { and }")).isEqualTo("see { and }");
        assertThat(said("100 % plain")).isEqualTo("100 % plain");
    }

    @Test
    void whatComesOutIsBounded() {
        String device = "{device}".repeat(32);
        assertThat(wording.labels(Map.of("who", device), facts(Map.of())))
                .hasEntrySatisfying("who", text -> assertThat(text).hasSize(192));
        String long64 = "{labels.long}".repeat(19);
        assertThat(wording.labels(Map.of("l", long64), facts(Map.of("long", "x".repeat(256)))))
                .isEqualTo(Map.of("l", "x".repeat(256)));
    }

    @Test
    void refusesWhatIsNoTemplateOrSpeaksOfWhatIsNotThere() {
        assertThat(refusal("{device")).startsWith("is no template: ");
        assertThat(refusal("{vlaue}"))
                .isEqualTo("speaks of {vlaue}, but there are only [value, device, metric, tenant, labels, severity,"
                        + " summary, rule]");
        assertThat(refusal("{config:secret}")).startsWith("speaks of {config:secret}, but");
        assertThat(refusal("{#if nothing}x{/if}")).startsWith("speaks of {nothing}, but");
    }

    @Test
    void reachesNoJavaNoLoopAndNoOtherTemplate() {
        assertThat(refusal("{device.getClass().getName()}"))
                .isEqualTo("asks for 'getClass' of {device}, which has none");
        assertThat(refusal("{device.class}")).isEqualTo("asks for 'class' of {device}, which has none");
        assertThat(refusal("{labels.site.length}")).isEqualTo("asks for 'length' of {labels}, which has none");
        assertThat(refusal("{#for i in 1000000}x{/for}")).startsWith("is no template: ");
        assertThat(refusal("{#each labels}x{/each}")).startsWith("is no template: ");
        assertThat(refusal("{#include other}x{/include}")).startsWith("is no template: ");
        assertThat(said("{device.class}")).isEmpty();
    }

    private String said(String text) {
        return wording.annotations(Map.of("text", text), facts(Map.of("site", "north")))
                .getOrDefault("text", "nothing");
    }

    private static Wording.Facts facts(Map<String, String> labels) {
        return new Wording.Facts(
                "Too hot",
                new SeriesKey("acme", "pump-7", "temperature"),
                Severity.CRITICAL,
                31.5,
                "temperature of pump-7 is 31.5, above 30",
                labels);
    }

    private static String refusal(String text) {
        InvalidRuleException[] refused = new InvalidRuleException[1];
        assertThatThrownBy(() -> QuteWording.checked(rule(text)))
                .isInstanceOfSatisfying(InvalidRuleException.class, e -> refused[0] = e);
        assertThat(refused[0].field()).isEqualTo("annotations.text");
        return String.valueOf(refused[0].getMessage());
    }

    private static Rule rule(String annotation) {
        return new Rule(
                UUID.randomUUID(),
                "acme",
                1,
                "Too hot",
                Severity.CRITICAL,
                new Selector(Glob.ANY, "temperature", Map.of()),
                new Condition.Threshold(Operator.ABOVE, 30, OptionalDouble.empty()),
                Duration.ZERO,
                true,
                Map.of(),
                Map.of("text", annotation));
    }
}
