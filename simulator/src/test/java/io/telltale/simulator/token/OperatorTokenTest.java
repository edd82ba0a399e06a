package io.telltale.simulator.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.simulator.stack.CannotRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTokenTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path privateFile;
    private Path publicFile;

    @BeforeEach
    void makeKey() {
        privateFile = folder.resolve("private.pem");
        publicFile = folder.resolve("public.pem");
        SigningKey.generate(privateFile, publicFile);
    }

    @Test
    void anotherImplementationAcceptsTheTokenAndReadsItsClaims() throws Exception {
        JwtClaims claims = verifier(NOW.plusSeconds(60)).processToClaims(token());

        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getClaimValueAsString("tenant")).isEqualTo("plant-7");
        assertThat(claims.getStringListClaimValue("groups")).isEqualTo(List.of("operator"));
        assertThat(claims.getIssuedAt().getValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.getExpirationTime().getValue())
                .isEqualTo(NOW.plus(Duration.ofHours(1)).getEpochSecond());
    }

    @Test
    void aTokenDiesWithItsLifetime() throws Exception {
        JwtConsumer tooLate = verifier(NOW.plus(Duration.ofHours(2)));

        assertThatThrownBy(() -> tooLate.processToClaims(token())).isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void aTokenOfAnotherKeyIsRefused() throws Exception {
        Path other = folder.resolve("other.pem");
        SigningKey.generate(other, folder.resolve("other.pub"));
        String foreign = new OperatorToken("eve", "plant-7", OperatorToken.Role.admin, NOW, Duration.ofHours(1))
                .sign(SigningKey.read(other));
        JwtConsumer verifier = verifier(NOW);

        assertThatThrownBy(() -> verifier.processToClaims(foreign)).isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void thePrivateKeyIsReadableByItsOwnerAloneAndNeverOverwritten() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> SigningKey.generate(privateFile, folder.resolve("more.pub")))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(privateFile
                        + " exists: tokens signed with it would die. Remove it first, or name another file");
    }

    @Test
    void aFileThatIsNoKeySaysWhatIsExpected() throws Exception {
        Path file = Files.writeString(folder.resolve("poem.txt"), "roses are red");

        assertThatThrownBy(() -> SigningKey.read(file))
                .hasMessage(file + " holds no RSA private key in PKCS #8 PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private String token() {
        return new OperatorToken("alice", "plant-7", OperatorToken.Role.operator, NOW, Duration.ofHours(1))
                .sign(SigningKey.read(privateFile));
    }

    private JwtConsumer verifier(Instant at) throws Exception {
        return new JwtConsumerBuilder()
                .setExpectedIssuer("telltale")
                .setRequireExpirationTime()
                .setRequireSubject()
                .setRequireJwtId()
                .setEvaluationTime(NumericDate.fromSeconds(at.getEpochSecond()))
                .setVerificationKey(publicKey())
                .build();
    }

    private PublicKey publicKey() throws Exception {
        String body = Files.readString(publicFile).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    }
}
