package io.telltale.simulator.stack;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that speaks to the API. */
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

    /** A client of the registry; the caller closes it. */
    public RegistryClient registry() {
        return new RegistryClient(api(Map.of()));
    }

    /** A client of the API, with hints for refusals it has its own words for; the caller closes it. */
    public PlatformApi api(Map<Integer, String> hints) {
        return new PlatformApi(
                environment.api(),
                environment.operatorToken(),
                Optional.ofNullable(tenant),
                PlatformApi.LONGEST_ANSWER,
                hints);
    }
}
