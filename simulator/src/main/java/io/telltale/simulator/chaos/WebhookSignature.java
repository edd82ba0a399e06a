package io.telltale.simulator.chaos;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The receiver's side of Standard Webhooks 1.0: HMAC-SHA256 over {@code id.timestamp.body}. Printed without its key. */
final class WebhookSignature {

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    private final byte[] key;

    WebhookSignature(byte[] key) {
        this.key = key.clone();
    }

    /** From a secret as the API shows it, {@code whsec_} and base64. */
    static WebhookSignature of(String secret) {
        return new WebhookSignature(
                Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret));
    }

    /** Whether one of the signatures in the header, which are separated by blanks, is that of the message. */
    boolean isOf(String id, String timestamp, byte[] body, String header) {
        if (key.length == 0) {
            return false;
        }
        byte[] expected = (VERSION + sign(id, timestamp, body)).getBytes(StandardCharsets.US_ASCII);
        for (String one : header.split(" ", -1)) {
            if (MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.US_ASCII))) {
                return true;
            }
        }
        return false;
    }

    private String sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
