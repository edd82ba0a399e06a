package io.telltale.alerting.delivery;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The signing secrets of an endpoint as Standard Webhooks writes them: {@code whsec_} and base64 of 24 to 64 bytes signs with
 * HMAC-SHA256 ({@code v1}), {@code whsk_} with Ed25519 ({@code v1a}).
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the
 *     specification</a>
 */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int GENERATED_BYTES = 32;
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebhookSecret() {}

    /** How a secret signs. */
    public enum Scheme {
        /** HMAC-SHA256: the receiver has the same secret. */
        V1,
        /** Ed25519: the receiver has the public key. */
        V1A;

        /** Its identifier in signatures. */
        public String wire() {
            return this == V1 ? "v1" : "v1a";
        }
    }

    /** A fresh secret of 256 random bits. */
    public static String generate() {
        return generate(Scheme.V1);
    }

    /** A fresh secret. */
    public static String generate(Scheme scheme) {
        if (scheme == Scheme.V1A) {
            return Ed25519Key.generate(RANDOM);
        }
        byte[] key = new byte[GENERATED_BYTES];
        RANDOM.nextBytes(key);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** Whether {@code secret} can sign. */
    public static boolean valid(String secret) {
        try {
            if (scheme(secret) == Scheme.V1A) {
                Ed25519Key.parse(secret);
                return true;
            }
            int bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
            return secret.startsWith(PREFIX) && bytes >= MIN_BYTES && bytes <= MAX_BYTES;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return false;
        }
    }

    /** How a secret signs. */
    public static Scheme scheme(String secret) {
        return secret.startsWith(Ed25519Key.SECRET_PREFIX) ? Scheme.V1A : Scheme.V1;
    }

    /** What receivers verify with when it is no secret: {@code whpk_…}. */
    public static Optional<String> publicKey(String secret) {
        return scheme(secret) == Scheme.V1A
                ? Optional.of(Ed25519Key.parse(secret).publicKey())
                : Optional.empty();
    }

    /** The header {@code webhook-signature}: one signature for each secret, in their order. */
    static String sign(List<String> secrets, String id, long timestamp, String body) {
        return secrets.stream().map(secret -> sign(secret, id, timestamp, body)).collect(Collectors.joining(" "));
    }

    private static String sign(String secret, String id, long timestamp, String body) {
        if (scheme(secret) == Scheme.V1A) {
            byte[] signature = Ed25519Key.parse(secret).sign(id + '.' + timestamp + '.' + body);
            return "v1a," + Base64.getEncoder().encodeToString(signature);
        }
        try {
            return new Webhook(secret).sign(id, timestamp, body);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing in this JDK", e);
        }
    }
}
