package io.telltale.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A device's password: 256 random bits, shown once, kept only as its SHA-256.
 *
 * <p>A plain hash is enough because the token is random and long: there is no dictionary to try, and a gateway can check
 * thousands of connections a second.
 */
public final class DeviceToken {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private DeviceToken() {}

    /** A fresh token, 43 characters of URL-safe base64. */
    public static String generate() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** What may be stored of a token: its SHA-256 in lower-case hex. */
    public static String hash(String token) {
        return HexFormat.of().formatHex(sha256(token));
    }

    /** Whether the token is one of those hashed; takes the same time for every wrong token of the same list. */
    public static boolean matches(String token, List<String> hashes) {
        byte[] candidate = hash(token).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String hash : hashes) {
            found |= MessageDigest.isEqual(candidate, hash.getBytes(StandardCharsets.US_ASCII));
        }
        return found;
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
