package io.telltale.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GlobTest {

    @Test
    void aStarStandsForAnyCharactersAndAlsoForNone() {
        assertThat(new Glob("pump-*").matches("pump-7")).isTrue();
        assertThat(new Glob("pump-*").matches("pump-")).isTrue();
        assertThat(new Glob("*-7").matches("pump-7")).isTrue();
        assertThat(new Glob("p*m*7").matches("pump-7")).isTrue();
        assertThat(new Glob("pump-*").matches("pump")).isFalse();
        assertThat(new Glob("pump-*").matches("old-pump-7")).isFalse();
        assertThat(new Glob("*-7").matches("pump-77x")).isFalse();
    }

    @Test
    void aQuestionMarkStandsForExactlyOne() {
        assertThat(new Glob("pump-?").matches("pump-7")).isTrue();
        assertThat(new Glob("pump-?").matches("pump-")).isFalse();
        assertThat(new Glob("pump-?").matches("pump-77")).isFalse();
    }

    @Test
    void everythingElseStandsForItself() {
        assertThat(new Glob("pump-7").matches("pump-7")).isTrue();
        assertThat(new Glob("pump-7").matches("Pump-7")).isFalse();
    }

    @Test
    void aPatternMadeToBlowUpIsAnsweredInTime() {
        String pattern = "a*".repeat(60) + "b";
        assertThat(new Glob(pattern).matches("a".repeat(64))).isFalse();
    }

    @Test
    void refusesWhatNoDeviceCanBeCalled() {
        assertThatThrownBy(() -> new Glob("pump.7").requireNames("selector.device"))
                .isInstanceOf(InvalidRuleException.class)
                .hasMessage("must be 1 to 128 of A-Z a-z 0-9 _ - and the wildcards * and ?, but is 'pump.7'");
        assertThatThrownBy(() -> new Glob("").requireNames("selector.device")).isInstanceOf(InvalidRuleException.class);
        assertThatThrownBy(() -> new Glob("x".repeat(129)).requireNames("selector.device"))
                .isInstanceOf(InvalidRuleException.class);
    }
}
