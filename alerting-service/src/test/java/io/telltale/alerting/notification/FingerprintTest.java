package io.telltale.alerting.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void noLabelsHaveTheOffsetOfFnv() {
        assertThat(Fingerprint.of(Map.of())).isEqualTo("cbf29ce484222325");
    }

    /** The value that prometheus/common expects of these labels in its own tests. */
    @Test
    void isWhatPrometheusComputes() {
        assertThat(Fingerprint.of(Map.of("name", "garland, briggs", "fear", "love is not enough")))
                .isEqualTo(Long.toHexString(5799056148416392346L));
    }
}
