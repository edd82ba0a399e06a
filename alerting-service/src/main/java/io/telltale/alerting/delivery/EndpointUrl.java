package io.telltale.alerting.delivery;

import io.telltale.alerting.delivery.AddressGuard.RefusedAddressException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where a webhook may be sent at all. */
public final class EndpointUrl {

    private static final int MAX_LENGTH = 2_048;

    private EndpointUrl() {}

    /**
     * The URL, when it is one for webhooks and its host has an address that may be reached now. Looks the host up: blocks.
     *
     * @throws IllegalArgumentException saying in words for the operator what is wrong with it
     */
    public static URI parse(String text, AddressGuard guard) {
        URI url = syntax(text);
        try {
            guard.resolve(url.getHost());
        } catch (RefusedAddressException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return url;
    }

    private static URI syntax(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL: " + e.getReason(), e);
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("must name a host, such as https://example.org/hook");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must not hold a user or password: they would show in lists");
        }
        if (url.getRawFragment() != null) {
            throw new IllegalArgumentException("must not have a fragment (#): it is never sent");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw new IllegalArgumentException("must have a port between 1 and 65535");
        }
        return url;
    }
}
