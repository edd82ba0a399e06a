package io.telltale.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PendingChangeTest {

    @Test
    void itsEventHasTheBytesOfTheContractAndTheSameIdEachTime() {
        PendingChange change = new PendingChange(
                7, new DeviceKey("default", "pump-7"), "updated", false, Instant.parse("2026-01-02T03:04:05.678901Z"));

        assertThat(new String(change.event().toBytes(), StandardCharsets.UTF_8)).isEqualTo("""
                        {"specversion":"1.0","id":"device-change-7-1767323045678","source":"/device-registry",\
                        "type":"io.telltale.device.changed","subject":"default/pump-7",\
                        "time":"2026-01-02T03:04:05.678901Z","datacontenttype":"application/json",\
                        "data":{"tenant":"default","device":"pump-7","change":"updated","enabled":false,\
                        "time":"2026-01-02T03:04:05.678901Z"}}""");
        assertThat(change.event().id()).isEqualTo(change.event().id());
    }
}
