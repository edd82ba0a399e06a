package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "pump-7", "7", "Temp_2", "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void acceptsWhatIsSafeEverywhere(String name) {
        assertThat(Names.valid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "_a",
                "a.b",
                "a*",
                ">",
                "a b",
                "a/b",
                "ü",
                "a\n",
                "$SYS",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesWhatWouldNeedEscaping(String name) {
        assertThat(Names.valid(name)).isFalse();
    }

    @Test
    void saysWhichNameBrokeWhichRule() {
        assertThatThrownBy(() -> Names.require("device", "a.b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device 'a.b' must be 1 to 64 of A-Z a-z 0-9 _ - and begin with a letter or digit");
    }
}
