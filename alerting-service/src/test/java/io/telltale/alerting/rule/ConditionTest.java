package io.telltale.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.rule.Condition.Anomaly;
import io.telltale.alerting.rule.Condition.Threshold;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConditionTest {

    @Test
    void comparesAsItsSignSays() {
        assertThat(threshold(Operator.ABOVE).limits().reached(30)).isZero();
        assertThat(threshold(Operator.ABOVE).limits().reached(30.1)).isOne();
        assertThat(threshold(Operator.AT_LEAST).limits().reached(30)).isOne();
        assertThat(threshold(Operator.BELOW).limits().reached(30)).isZero();
        assertThat(threshold(Operator.BELOW).limits().reached(29.9)).isOne();
        assertThat(threshold(Operator.AT_MOST).limits().reached(30)).isOne();
    }

    @Test
    void withoutClearTheFirstGoodValueEndsAnAlert() {
        assertThat(threshold(Operator.ABOVE).limits().next(1, 30)).isZero();
        assertThat(threshold(Operator.ABOVE).limits().next(1, 30.1)).isOne();
    }

    @Test
    void withClearAValueHasToComeBackAsFar() {
        Threshold high = new Threshold(Operator.ABOVE, 30, OptionalDouble.of(28));
        assertThat(high.limits().next(1, 28.1)).isOne();
        assertThat(high.limits().next(1, 28)).isZero();
        Threshold low = new Threshold(Operator.BELOW, 5, OptionalDouble.of(7));
        assertThat(low.limits().next(1, 6.9)).isOne();
        assertThat(low.limits().next(1, 7)).isZero();
    }

    @Test
    void refusesAClearThatIsItselfBad() {
        assertThatThrownBy(() -> new Threshold(Operator.ABOVE, 30, OptionalDouble.of(31)))
                .isInstanceOfSatisfying(
                        InvalidRuleException.class, e -> assertThat(e.field()).isEqualTo("condition.clear"))
                .hasMessage("must be a good value, but 31.0 > 30.0");
        assertThatThrownBy(() -> new Threshold(Operator.AT_LEAST, 30, OptionalDouble.of(30)))
                .isInstanceOf(InvalidRuleException.class);
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThatThrownBy(() -> new Threshold(Operator.ABOVE, Double.NaN, OptionalDouble.empty()))
                .isInstanceOfSatisfying(
                        InvalidRuleException.class, e -> assertThat(e.field()).isEqualTo("condition.value"));
        assertThatThrownBy(() -> new Anomaly(1.01)).isInstanceOf(InvalidRuleException.class);
        assertThatThrownBy(() -> new Anomaly(Double.NaN)).isInstanceOf(InvalidRuleException.class);
    }

    private static Threshold threshold(Operator operator) {
        return new Threshold(operator, 30, OptionalDouble.empty());
    }
}
