package io.telltale.alerting.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key pair of Ed25519 as Standard Webhooks writes it: {@code whsk_} and base64 of the secret key (its seed of 32 bytes,
 * with the 32 of the public key behind it or not), {@code whpk_} and base64 of the public key.
 */
final class Ed25519Key {

    static final String SECRET_PREFIX = "whsk_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final String ALGORITHM = "Ed25519";
    private static final int BYTES = 32;

    private final PrivateKey key;
    private final byte[] publicKey;

    private Ed25519Key(PrivateKey key, byte[] publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * Reads a secret key.
     *
     * @throws IllegalArgumentException when it is none, or its public half is another's
     */
    static Ed25519Key parse(String secret) {
        if (!secret.startsWith(SECRET_PREFIX)) {
            throw new IllegalArgumentException("a secret key begins with " + SECRET_PREFIX);
        }
        byte[] bytes = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        if (bytes.length != BYTES && bytes.length != 2 * BYTES) {
            throw new IllegalArgumentException("a secret key has 32 or 64 bytes");
        }
        Ed25519Key pair = ofSeed(Arrays.copyOf(bytes, BYTES));
        if (bytes.length > BYTES && !Arrays.equals(pair.publicKey, Arrays.copyOfRange(bytes, BYTES, 2 * BYTES))) {
            throw new IllegalArgumentException("the public half is not that of the secret one");
        }
        return pair;
    }

    /** A fresh secret key, written down. */
    static String generate(SecureRandom random) {
        byte[] both = new byte[2 * BYTES];
        byte[] seed = new byte[BYTES];
        random.nextBytes(seed);
        System.arraycopy(seed, 0, both, 0, BYTES);
        System.arraycopy(ofSeed(seed).publicKey, 0, both, BYTES, BYTES);
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(both);
    }

    /** The public key, written down. */
    String publicKey() {
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey);
    }

    /** The signature of {@code content}, 64 bytes. */
    byte[] sign(String content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 does not work in this JDK", e);
        }
    }

    /** The JDK computes a public key only when it makes a pair: this pair's randomness is the seed. */
    private static Ed25519Key ofSeed(byte[] seed) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance(ALGORITHM);
            pairs.initialize(BYTES * 8 - 1, new Seed(seed));
            KeyPair pair = pairs.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new Ed25519Key(
                    pair.getPrivate(), Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is missing in this JDK", e);
        }
    }

    /** Gives one seed. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
