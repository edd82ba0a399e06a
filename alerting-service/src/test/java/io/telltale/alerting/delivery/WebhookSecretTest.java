package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
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

    /** The example of the specification; the keys behind it are those of its authors' own tests. */
    @Test
    void signsTheExampleOfTheSpecificationWithEd25519() {
        String secret = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
        String signature =
                "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
        String seed = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc=";
        assertThat(sign(secret)).isEqualTo(signature);
        assertThat(sign(seed)).isEqualTo(signature);
        assertThat(sign(seed, secret)).isEqualTo(signature + ' ' + signature);
        assertThat(WebhookSecret.publicKey(secret)).contains("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
    }

    @Test
    void aGeneratedKeyPairSignsWhatTheJdkVerifies() throws Exception {
        String secret = WebhookSecret.generate(WebhookSecret.Scheme.V1A);
        assertThat(secret).matches("whsk_[A-Za-z0-9+/]{86}==");
        assertThat(WebhookSecret.valid(secret)).isTrue();
        String publicKey = WebhookSecret.publicKey(secret).orElseThrow();
        assertThat(Ed25519Verifier.verifies(
                        publicKey, "msg_1", 7, "{}", WebhookSecret.sign(List.of(secret), "msg_1", 7, "{}")))
                .isTrue();
        assertThat(Ed25519Verifier.verifies(
                        publicKey, "msg_1", 8, "{}", WebhookSecret.sign(List.of(secret), "msg_1", 7, "{}")))
                .isFalse();
    }

    @Test
    void refusesAKeyPairWhoseHalvesDoNotBelongTogether() {
        assertThat(WebhookSecret.valid("whsk_" + Base64.getEncoder().encodeToString(new byte[64])))
                .isFalse();
        assertThat(WebhookSecret.valid("whsk_" + Base64.getEncoder().encodeToString(new byte[31])))
                .isFalse();
        assertThat(WebhookSecret.valid("whsk_" + Base64.getEncoder().encodeToString(new byte[32])))
                .isTrue();
        assertThat(WebhookSecret.valid("whpk_" + Base64.getEncoder().encodeToString(new byte[32])))
                .isFalse();
    }

    private static String sign(String... secrets) {
        return WebhookSecret.sign(
                List.of(secrets), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330L, "{\"test\": 2432232314}");
    }

    private static String secretOf(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
