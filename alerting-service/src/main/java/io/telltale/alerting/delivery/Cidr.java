package io.telltale.alerting.delivery;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of IP addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param network an address of the range
 * @param prefix how many leading bits tell the range
 */
record Cidr(InetAddress network, int prefix) {

    /**
     * Reads a range; an address without {@code /} is a range of one.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Cidr parse(String text) {
        String[] parts = text.strip().split("/", 2);
        if (!parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw notCidr(text);
        }
        try {
            InetAddress network = InetAddress.getByName(parts[0]);
            int bits = network.getAddress().length * 8;
            int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bits) {
                throw notCidr(text);
            }
            return new Cidr(network, prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            throw notCidr(text);
        }
    }

    /** Whether {@code address} lies in the range. */
    boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int ignored = mine.length * 8 - prefix;
        return new BigInteger(1, mine).shiftRight(ignored).equals(new BigInteger(1, other).shiftRight(ignored));
    }

    private static IllegalArgumentException notCidr(String text) {
        return new IllegalArgumentException("'" + text + "' is no address range such as 10.0.0.0/8 or ::1/128");
    }
}
