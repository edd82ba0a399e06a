package io.telltale.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Quarkus test resource: sets {@code TELLTALE_TOKEN_PUBLIC_KEY} so that the service believes the tokens of {@link TestTokens}. */
public final class TokensResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of("TELLTALE_TOKEN_PUBLIC_KEY", TestTokens.publicKey().toString());
    }

    @Override
    public void stop() {
        // the key pair serves all tests of the JVM and is deleted with it
    }
}
