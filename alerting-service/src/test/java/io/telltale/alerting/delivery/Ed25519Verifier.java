package io.telltale.alerting.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A receiver's check of a {@code v1a} signature, written by the specification and with nothing but the JDK. */
public final class Ed25519Verifier {

    /** What comes before the 32 bytes of a public key of Ed25519 in its X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519Verifier() {}

    /** Whether one of the signatures in the header is that of the key. */
    public static boolean verifies(String publicKey, String id, long timestamp, String body, String header)
            throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
        byte[] encoded = Arrays.copyOf(X509, X509.length + raw.length);
        System.arraycopy(raw, 0, encoded, X509.length, raw.length);
        Signature signature = Signature.getInstance("Ed25519");
        for (String one : header.split(" ")) {
            if (one.startsWith("v1a,")) {
                signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
                signature.update((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
                if (signature.verify(Base64.getDecoder().decode(one.substring("v1a,".length())))) {
                    return true;
                }
            }
        }
        return false;
    }
}
