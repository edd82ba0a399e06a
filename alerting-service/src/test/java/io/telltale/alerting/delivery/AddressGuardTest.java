package io.telltale.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.alerting.delivery.AddressGuard.RefusedAddressException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "fc12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "2001:db8::1"
            })
    void refusesWhatIsInside(String address) throws UnknownHostException {
        assertThat(guard.permits(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "172.32.0.1", "192.169.0.1", "2606:4700::1111"})
    void permitsWhatIsPublic(String address) throws UnknownHostException {
        assertThat(guard.permits(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"})
    void refusesEveryWayOfWritingLoopback(String host) {
        assertThatThrownBy(() -> guard.resolve(host)).isInstanceOf(RefusedAddressException.class);
    }

    @Test
    void saysWhichAddressAndHowToAllowIt() {
        assertThatThrownBy(() -> guard.resolve("127.0.0.1"))
                .hasMessage("host '127.0.0.1' has the address 127.0.0.1, which webhooks must not reach;"
                        + " TELLTALE_WEBHOOK_ALLOW can allow its range");
    }

    @Test
    void saysThatAHostHasNoAddress() {
        assertThatThrownBy(() -> guard.resolve("no-such-host.invalid"))
                .hasMessage("host 'no-such-host.invalid' has no address");
    }

    @Test
    void letsThroughWhatTheInstallationAllows() throws Exception {
        AddressGuard open = new AddressGuard(List.of("127.0.0.0/8", "::1/128"));
        assertThat(open.resolve("127.0.0.1")).isEqualTo(InetAddress.getByName("127.0.0.1"));
        assertThat(open.permits(InetAddress.getByName("::1"))).isTrue();
        assertThat(open.permits(InetAddress.getByName("10.0.0.1"))).isFalse();
    }

    @Test
    void refusesARangeThatIsNone() {
        for (String bad : List.of("", "localhost", "10.0.0.0/33", "10.0.0.0/x", "::1/129")) {
            assertThatThrownBy(() -> new AddressGuard(List.of(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'" + bad + "' is no address range such as 10.0.0.0/8 or ::1/128");
        }
    }
}
