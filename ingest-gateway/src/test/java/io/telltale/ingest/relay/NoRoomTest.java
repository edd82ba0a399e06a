package io.telltale.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes are those of nats-server's errors.json. */
class NoRoomTest {

    @ParameterizedTest
    @CsvSource({
        "10077,maximum bytes exceeded,STREAM_FULL",
        "10077,maximum messages exceeded,STREAM_FULL",
        "10077,write 1.blk: no space left on device,STORE_FULL",
        "10077,write 1.blk: disk quota exceeded,STORE_FULL",
        "10047,insufficient storage resources available,STORE_FULL",
        "10023,insufficient resources,STORE_FULL",
        "10002,resource limits exceeded for account,STORE_FULL",
    })
    void tellsWhatIsFull(int code, String description, NoRoom expected) {
        assertThat(NoRoom.of(code, description)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"10077,store is closed", "10008,system temporarily unavailable", "10060,stream is offline"})
    void whatPassesByItselfIsNoWantOfRoom(int code, String description) {
        assertThat(NoRoom.of(code, description)).isEqualTo(Optional.empty());
    }

    @Test
    void anOutageIsNoWantOfRoom() {
        assertThat(NoRoom.of(new IOException("503 No Responders Available For Request")))
                .isEmpty();
    }
}
