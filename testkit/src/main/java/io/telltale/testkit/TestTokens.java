package io.telltale.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Mints bearer tokens as {@code sim token mint} does: JWT RS256, issuer {@code telltale}, claims {@code sub}, {@code tenant} and {@code groups}. The
 * key pair is made once per JVM and is gone with it; {@link TokensResource} gives the public half to the service.
 */
public final class TestTokens {
    private static final Duration VALID = Duration.ofHours(1);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private TestTokens() {}

    /** May read what is the tenant's. */
    public static String viewer(String tenant) {
        return mint("viola", tenant, "viewer", VALID);
    }

    /** May also change it. */
    public static String operator(String tenant) {
        return mint("oskar", tenant, "operator", VALID);
    }

    /** May also do so for every other tenant, with {@code ?tenant=}. */
    public static String admin(String tenant) {
        return mint("ada", tenant, "admin", VALID);
    }

    /** A token that was good until a while ago. */
    public static String expired(String tenant) {
        return mint("ada", tenant, "admin", VALID.negated());
    }

    /** Well formed, right issuer and claims, but signed by a key that nobody knows. */
    public static String forged(String tenant) {
        return sign(claims("mallory", tenant, "admin", VALID), generate().getPrivate());
    }

    /** Any token; a negative time to live gives an expired one. */
    public static String mint(String subject, String tenant, String role, Duration timeToLive) {
        return sign(claims(subject, tenant, role, timeToLive), privateKey());
    }

    /** The PEM file of the public half. */
    public static Path publicKey() {
        return keys().resolve("public.pem");
    }

    private static String claims(String subject, String tenant, String role, Duration timeToLive) {
        Instant now = Instant.now();
        return """
                {"iss":"telltale","sub":"%s","upn":"%s","tenant":"%s","groups":["%s"],"iat":%d,"exp":%d,"jti":"%s"}\
                """.formatted(
                        subject,
                        subject,
                        tenant,
                        role,
                        now.minus(VALID.multipliedBy(2)).getEpochSecond(),
                        now.plus(timeToLive).getEpochSecond(),
                        UUID.randomUUID());
    }

    private static String sign(String claims, PrivateKey key) {
        String head = BASE64.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8));
        String signed = head + "." + BASE64.encodeToString(claims.getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign RS256", e);
        }
    }

    private static PrivateKey privateKey() {
        try {
            byte[] encoded = Files.readAllBytes(keys().resolve("private.der"));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException("the tests' private key is gone", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot read RSA keys", e);
        }
    }

    private static Path keys() {
        return OncePerJvm.folder("tokens", TestTokens::writeKeys);
    }

    private static Path writeKeys() {
        KeyPair pair = generate();
        Path folder = TestFolder.create("tokens");
        StopAtExit.folder(folder);
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        try {
            Files.write(folder.resolve("private.der"), pair.getPrivate().getEncoded());
            Files.writeString(folder.resolve("public.pem"), pem);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the tests' keys to " + folder, e);
        }
        return folder;
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make RSA keys", e);
        }
    }
}
