package io.telltale.simulator.stack;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that speaks to the registry. */
public final class StackOptions {

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "The tenant, when it is not the one of TELLTALE_OPERATOR_TOKEN (needs an admin's token).")
    private @Nullable String tenant;

    private final Environment environment = Environment.ofProcess();

    /** The stack's addresses and secrets. */
    public Environment environment() {
        return environment;
    }

    /** The tenant to name, when it is not the token's. */
    public Optional<String> tenant() {
        return Optional.ofNullable(tenant);
    }

    /** A client of the registry; the caller closes it. */
    public RegistryClient registry() {
        return new RegistryClient(environment.api(), environment.operatorToken(), Optional.ofNullable(tenant));
    }
}
