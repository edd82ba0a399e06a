package io.telltale.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void whatBelongsToOneConnectionStaysOnIt() {
        MultiMap passed = pass(MultiMap.caseInsensitiveMultiMap()
                .add("Connection", "close, X-Hop")
                .add("X-Hop", "1")
                .add("Keep-Alive", "timeout=5")
                .add("Transfer-Encoding", "chunked")
                .add("TE", "trailers")
                .add("Upgrade", "h2c")
                .add("Proxy-Authorization", "Basic x")
                .add("Accept", "application/json"));

        assertThat(passed.names()).containsExactly("Accept");
    }

    @Test
    void cookiesStayBetweenBrowserAndConsole() {
        MultiMap passed = pass(MultiMap.caseInsensitiveMultiMap()
                .add("Cookie", "telltale_session=secret")
                .add("Set-Cookie", "a=b")
                .add("Host", "console.example")
                .add("Authorization", "Bearer t"));

        assertThat(passed.names()).containsExactly("Authorization");
    }

    @Test
    void aRepeatedHeaderPassesWhole() {
        MultiMap passed =
                pass(MultiMap.caseInsensitiveMultiMap().add("Link", "<a>").add("Link", "<b>"));

        assertThat(passed.getAll("Link")).isEqualTo(List.of("<a>", "<b>"));
    }

    private static MultiMap pass(MultiMap source) {
        MultiMap target = MultiMap.caseInsensitiveMultiMap();
        Headers.copy(source, target);
        return target;
    }
}
