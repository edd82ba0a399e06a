package io.telltale.simulator.mqtt;

import org.jspecify.annotations.Nullable;

/** What is shown at CONNECT; without a user name where the server lets everybody in. Printed without its password. */
public record LinkLogin(
        String clientId,
        @Nullable String username,
        @Nullable String password) {

    @Override
    public String toString() {
        return clientId;
    }
}
