package io.telltale.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRoutesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/api/devices/%", "/api/devices/%4", "/api/a%zz", "/api/a?b=%00", "/api/%00", "/api?%0g"})
    void refusesZeroBytesAndEscapesThatAreNone(String uri) {
        assertThat(ApiRoutes.readable(uri)).isFalse();
    }

    @Test
    void takesEveryOtherEscape() {
        assertThat(ApiRoutes.readable("/api/devices/a%20b?x=%FF%c3%A4&y=100%25"))
                .isTrue();
    }
}
