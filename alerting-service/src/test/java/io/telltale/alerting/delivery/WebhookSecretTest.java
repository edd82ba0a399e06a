package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    @Test
    void aGeneratedSecretIsValidAndNeverTheSame() {
        String secret = WebhookSecret.generate();
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(WebhookSecret.valid(secret)).isTrue();
        assertThat(WebhookSecret.generate()).isNotEqualTo(secret);
    }

    @Test
    void takesKeysOf24To64Bytes() {
        assertThat(WebhookSecret.valid(secretOf(23))).isFalse();
        assertThat(WebhookSecret.valid(secretOf(24))).isTrue();
        assertThat(WebhookSecret.valid(secretOf(64))).isTrue();
        assertThat(WebhookSecret.valid(secretOf(65))).isFalse();
        assertThat(WebhookSecret.valid("whsec_not base64!")).isFalse();
        assertThat(WebhookSecret.valid(secretOf(32).substring(6))).isFalse();
    }

    private static String secretOf(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
