package io.telltale.simulator.token;

import io.telltale.simulator.stack.CannotRunException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim token init|mint}: the signing key of a stack, and the tokens of its operators. */
@Command(name = "token", description = "Makes the signing key pair of a stack, and tokens for its operators.")
public final class TokenCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "init",
            description = "Makes an RSA key pair in two PEM files; the private one is its owner's alone.")
    int init(
            @Option(
                            names = "--private",
                            paramLabel = "FILE",
                            required = true,
                            description = "Private key, must not exist.")
                    Path privateFile,
            @Option(
                            names = "--public",
                            paramLabel = "FILE",
                            required = true,
                            description = "Public key, must not exist.")
                    Path publicFile) {
        SigningKey.generate(privateFile, publicFile);
        spec.commandLine().getErr().println("wrote " + privateFile + " (keep it secret) and " + publicFile);
        return 0;
    }

    @Command(name = "mint", description = "Prints a bearer token (JWT, RS256) for the API.")
    int mint(
            @Option(names = "--private", paramLabel = "FILE", required = true, description = "The signing key.")
                    Path privateFile,
            @Option(names = "--tenant", defaultValue = "default", description = "Default: ${DEFAULT-VALUE}")
                    String tenant,
            @Option(
                            names = "--role",
                            defaultValue = "admin",
                            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
                    OperatorToken.Role role,
            @Option(
                            names = "--subject",
                            defaultValue = "operator",
                            description = "Whose token; default: ${DEFAULT-VALUE}")
                    String subject,
            @Option(
                            names = "--ttl",
                            defaultValue = "P365D",
                            description = "How long it lives; default: ${DEFAULT-VALUE}")
                    Duration ttl) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(
                    new OperatorToken(subject, tenant, role, Instant.now(), ttl).sign(SigningKey.read(privateFile)));
        } catch (IllegalArgumentException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()), e);
        }
        out.flush();
        return 0;
    }
}
