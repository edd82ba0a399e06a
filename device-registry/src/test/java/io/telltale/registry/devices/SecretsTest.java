package io.telltale.registry.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void whatCarriesATokenDoesNotPrintIt() {
        Device device = new Device("pump-7", "default", true, "default", Map.of(), false, null, Instant.EPOCH);

        assertThat(Stream.of(
                                RegisteredDevice.of(device, "s3cret"),
                                new IssuedCredential(new UUID(1, 2), "s3cret", Instant.EPOCH),
                                new ProvisionedDevice("pump-7", "default", "s3cret"))
                        .map(Object::toString))
                .containsExactly(
                        "RegisteredDevice[default/pump-7, token=<secret>]",
                        "IssuedCredential[00000000-0000-0001-0000-000000000002, token=<secret>]",
                        "ProvisionedDevice[default/pump-7, token=<secret>]");
    }
}
