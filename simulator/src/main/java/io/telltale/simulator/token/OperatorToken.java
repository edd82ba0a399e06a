package io.telltale.simulator.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * The claims of an operator's bearer token (RFC 7519, signed RS256): {@code iss=telltale}, {@code sub}, {@code tenant} and
 * {@code groups}, which holds the role.
 */
record OperatorToken(String subject, String tenant, Role role, Instant issuedAt, Duration lifetime) {

    /** What the bearer may do; an admin may also name another tenant. */
    enum Role {
        viewer,
        operator,
        admin
    }

    OperatorToken {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("lifetime " + lifetime + " is not positive");
        }
        requirePlain("subject", subject);
        requirePlain("tenant", tenant);
    }

    /** The compact serialisation (RFC 7515). */
    String sign(PrivateKey key) {
        String claims = ("{\"iss\":\"telltale\",\"sub\":\"%s\",\"tenant\":\"%s\",\"groups\":[\"%s\"],"
                        + "\"iat\":%d,\"exp\":%d,\"jti\":\"%s\"}")
                .formatted(
                        subject,
                        tenant,
                        role,
                        issuedAt.getEpochSecond(),
                        issuedAt.plus(lifetime).getEpochSecond(),
                        UUID.randomUUID());
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + '.' + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs SHA256withRSA", e);
        }
    }

    /** Keeps the claims free of anything JSON would have to escape. */
    private static void requirePlain(String what, String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
            throw new IllegalArgumentException(what + " '" + text + "' must be 1 to 64 of A-Z a-z 0-9 . _ @ -");
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
