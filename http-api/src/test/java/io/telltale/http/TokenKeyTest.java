package io.telltale.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.telltale.testkit.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyTest {
    @TempDir
    Path folder;

    @Test
    void acceptsThePublicKeyOfTheTokens() {
        assertThatCode(() -> new TokenKey(TestTokens.publicKey().toString()).check(new StartupEvent()))
                .doesNotThrowAnyException();
    }

    @Test
    void stopsTheStartWhenThereIsNoKey() {
        assertThatThrownBy(() -> new TokenKey("not-set").check(new StartupEvent()))
                .hasMessageStartingWith("TELLTALE_TOKEN_PUBLIC_KEY must be the path of a PEM file")
                .hasMessageContaining("not-set");
    }

    @Test
    void stopsTheStartWhenTheFileIsNoPublicKey() throws Exception {
        Path file = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");

        assertThatThrownBy(() -> new TokenKey(file.toString()).check(new StartupEvent()))
                .hasMessageStartingWith("TELLTALE_TOKEN_PUBLIC_KEY must be the path of a PEM file");
    }
}
