package io.telltale.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Looks at start whether tokens can be verified at all. The verifier itself reads its key with the first token, so a wrong path would refuse
 * everybody and nobody would know why.
 */
@ApplicationScoped
class TokenKey {
    private final String location;

    TokenKey(@ConfigProperty(name = "mp.jwt.verify.publickey.location") String location) {
        this.location = location;
    }

    void check(@Observes StartupEvent start) {
        try {
            String base64 = Files.readString(Path.of(location)).replaceAll("-----[A-Z ]+-----", "");
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "TELLTALE_TOKEN_PUBLIC_KEY must be the path of a PEM file with the RSA public key of the tokens, not "
                            + location + " (" + e + ")",
                    e);
        }
    }
}
