package io.telltale.simulator;

import io.telltale.simulator.alarm.AlarmsCommand;
import io.telltale.simulator.chaos.ChaosCommand;
import io.telltale.simulator.connect.ConnectCommand;
import io.telltale.simulator.deadletters.DeadLettersCommand;
import io.telltale.simulator.fleet.RunCommand;
import io.telltale.simulator.load.LoadCommand;
import io.telltale.simulator.load.VerifyCommand;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.DeviceCommand;
import io.telltale.simulator.token.TokenCommand;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line {@code sim}. Exit status: 0 fine, 1 readings were lost or duplicated, 2 the command could not run; the
 * reason is one line on standard error, with a stack trace only when TELLTALE_DEBUG is set.
 */
@Command(
        name = "sim",
        description = "Simulated devices for Telltale: fleets, load, and the proof of delivery.",
        mixinStandardHelpOptions = true,
        version = "telltale simulator",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Addresses and secrets come from the environment: eval \"$(./telltale env)\", or use ./telltale sim."
        },
        subcommands = {
            RunCommand.class,
            LoadCommand.class,
            VerifyCommand.class,
            AlarmsCommand.class,
            ConnectCommand.class,
            ChaosCommand.class,
            DeviceCommand.class,
            TokenCommand.class,
            DeadLettersCommand.class
        })
public final class Simulator {

    private static final int COULD_NOT_RUN = 2;

    private Simulator() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        System.setProperty("io.netty.noUnsafe", "true"); // newer JDKs print warnings about it
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Simulator())
                .registerConverter(Duration.class, new Durations())
                .setExitCodeExceptionMapper(failure -> COULD_NOT_RUN)
                .setExecutionExceptionHandler(Simulator::explain);
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        String message = failure instanceof CannotRunException
                ? failure.getMessage()
                : "unexpected " + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                        + " (set TELLTALE_DEBUG=1 to see where)";
        command.getErr().println("sim: " + message);
        if (System.getenv("TELLTALE_DEBUG") != null) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return COULD_NOT_RUN;
    }

    /** Durations as ISO 8601 ({@code PT20S}) or short ({@code 500ms}, {@code 20s}, {@code 5m}, {@code 24h}, {@code 7d}). */
    private static final class Durations implements ITypeConverter<Duration> {

        private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

        @Override
        public Duration convert(String text) {
            var matcher = SHORT.matcher(text);
            try {
                if (!matcher.matches()) {
                    return Duration.parse(text);
                }
                long amount = Long.parseLong(matcher.group(1));
                return switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is no duration: write 20s, 5m, 24h or PT20S");
            }
        }
    }
}
