package io.telltale.alerting.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps webhooks away from the inside of the network (server-side request forgery): only public addresses are connected
 * to, and those that the installation allows.
 *
 * <p>Asked when an endpoint is registered and again at every attempt, whose connection then goes to the very address
 * that was judged: a name that resolves differently a moment later changes nothing.
 */
public final class AddressGuard {

    /** Everything that is not a public unicast address, and the ranges that embed such addresses in IPv6. */
    private static final List<Cidr> INSIDE = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "::1/128",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(Cidr::parse)
            .toList();

    private final List<Cidr> allowed;

    /**
     * A guard.
     *
     * @param allowed ranges that are let through although they lie inside
     * @throws IllegalArgumentException when one is no range
     */
    public AddressGuard(List<String> allowed) {
        this.allowed = allowed.stream().map(Cidr::parse).toList();
    }

    /**
     * The address to connect to.
     *
     * @throws RefusedAddressException when the host has no address, or one that webhooks must not reach
     */
    public InetAddress resolve(String host) throws RefusedAddressException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(withoutBrackets(host));
        } catch (UnknownHostException e) {
            throw new RefusedAddressException("host '" + host + "' has no address");
        }
        for (InetAddress address : addresses) {
            if (!permits(address)) {
                throw new RefusedAddressException("host '" + host + "' has the address " + address.getHostAddress()
                        + ", which webhooks must not reach; TELLTALE_WEBHOOK_ALLOW can allow its range");
            }
        }
        return addresses[0];
    }

    boolean permits(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address))
                || INSIDE.stream().noneMatch(range -> range.contains(address));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** A webhook must not go there. */
    public static final class RefusedAddressException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedAddressException(String message) {
            super(message);
        }
    }
}
