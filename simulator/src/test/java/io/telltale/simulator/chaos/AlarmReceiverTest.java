package io.telltale.simulator.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlarmReceiverTest {

    /** The example of the Standard Webhooks specification. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final WebhookSignature signature = WebhookSignature.of(SECRET);

    @Test
    void acceptsTheSignatureOfTheSpecificationAlsoAmongOthers() {
        assertThat(signature.isOf(ID, TIMESTAMP, BODY, SIGNATURE)).isTrue();
        assertThat(signature.isOf(ID, TIMESTAMP, BODY, "v1,bm90IGl0 " + SIGNATURE))
                .isTrue();
    }

    @Test
    void refusesAnotherIdTimeBodyOrSecret() {
        assertThat(signature.isOf("msg_other", TIMESTAMP, BODY, SIGNATURE)).isFalse();
        assertThat(signature.isOf(ID, "1614265331", BODY, SIGNATURE)).isFalse();
        assertThat(signature.isOf(ID, TIMESTAMP, "{}".getBytes(UTF_8), SIGNATURE))
                .isFalse();
        assertThat(WebhookSignature.of("whsec_b3RoZXI=").isOf(ID, TIMESTAMP, BODY, SIGNATURE))
                .isFalse();
        assertThat(new WebhookSignature(new byte[0]).isOf(ID, TIMESTAMP, BODY, SIGNATURE))
                .isFalse();
    }
}
