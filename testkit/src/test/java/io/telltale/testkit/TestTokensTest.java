package io.telltale.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTokensTest {
    @Test
    void carriesTheClaimsOfTheContract() {
        JsonPath claims = claims(TestTokens.mint("oskar", "acme", "operator", Duration.ofMinutes(5)));

        assertThat(claims.getString("iss")).isEqualTo("telltale");
        assertThat(claims.getString("sub")).isEqualTo("oskar");
        assertThat(claims.getString("tenant")).isEqualTo("acme");
        assertThat(claims.getList("groups")).isEqualTo(List.of("operator"));
        assertThat(Instant.ofEpochSecond(claims.getLong("exp")))
                .isBetween(Instant.now().plusSeconds(290), Instant.now().plusSeconds(301));
    }

    @Test
    void isSignedByTheKeyWhosePublicHalfTheServiceGets() throws Exception {
        assertThat(verifies(TestTokens.viewer("default"))).isTrue();
        assertThat(verifies(TestTokens.expired("default"))).isTrue();
        assertThat(verifies(TestTokens.forged("default"))).isFalse();
    }

    @Test
    void isOverWhenExpired() {
        assertThat(Instant.ofEpochSecond(claims(TestTokens.expired("default")).getLong("exp")))
                .isBefore(Instant.now());
    }

    private static JsonPath claims(String token) {
        return JsonPath.from(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8));
    }

    private static boolean verifies(String token) throws Exception {
        String pem = Files.readString(TestTokens.publicKey());
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update(token.substring(0, token.lastIndexOf('.')).getBytes(UTF_8));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)));
    }
}
