package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomHeadersTest {

    @Test
    void takesWhatAReceiverNeeds() {
        assertThatCode(() -> CustomHeaders.check(Map.of("Authorization", "Bearer abc.DEF~1", "X-Api-Key", "k e y")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesWhatIsOursOrNoHeader() {
        for (String name : new String[] {
            "Host",
            "content-length",
            "Transfer-Encoding",
            "webhook-signature",
            "Webhook-Id",
            "Content-Type",
            "Proxy-Authorization",
            "User-Agent",
            "Connection",
            "Expect",
            "Upgrade",
            "",
            "a b",
            "a:b",
            "a\r\nb",
            "ä",
            "x".repeat(101)
        }) {
            assertThatThrownBy(() -> CustomHeaders.check(Map.of(name, "value")))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesValuesThatWouldEndTheHeaderAndNeverRepeatsThem() {
        for (String value :
                new String[] {"secret\r\nX: y", "secret\n", " secret", "secret ", "", "sécret", "x".repeat(4_097)}) {
            assertThatThrownBy(() -> CustomHeaders.check(Map.of("X-Api-Key", value)))
                    .as(value)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'X-Api-Key'")
                    .hasMessageNotContaining("cret");
        }
    }

    @Test
    void refusesTheSameNameTwice() {
        assertThatThrownBy(() -> CustomHeaders.check(Map.of("X-Key", "1", "x-key", "2")))
                .hasMessageEndingWith("twice");
    }
}
