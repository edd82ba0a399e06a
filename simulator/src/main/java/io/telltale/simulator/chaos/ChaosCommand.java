package io.telltale.simulator.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./telltale chaos}: kills everything, loses nothing, and proves it. */
@Command(
        name = "chaos",
        description = {
            "Brings a platform of its own with both front doors and publishes numbered readings at QoS 1, while each process is"
                    + " killed with -9, restarted and frozen (SIGSTOP for 5 s): one after the other, then two at a time."
                    + " Then every reading, alert and dead letter is accounted for.",
            "",
            "recovery: from the fault's end (SIGCONT, or the moment in which the process is started anew, so that its whole"
                    + " start counts) until of every device a reading that was due after it is acknowledged and stored, with"
                    + " less than a second of delay. ready: until the process says that it is ready.",
            "",
            "A broker that is killed loses what it acknowledged in the seconds since it last wrote its state, and had not"
                    + " passed on. Devices that publish through a broker therefore send the last 15 s again after every"
                    + " break; repeats are harmless, since readings carry their time.",
            "",
            "Exit status: 0 all is proved; 1 a reading was lost or doubled, an alert is missing or doubled, a refused message"
                    + " is not parked, or a recovery took too long; 2 it could not run. Ctrl-C takes everything down."
        })
public final class ChaosCommand implements Callable<Integer> {

    private static final int NOT_PROVED = 1;
    private static final int PROGRESS_SECONDS = 10;

    @Option(
            names = "--duration",
            paramLabel = "D",
            defaultValue = "5m",
            description =
                    "How long faults happen, such as 60s or 5m; default ${DEFAULT-VALUE}. A short run takes one kind of"
                            + " fault of as many processes as fit.")
    private Duration duration = Duration.ofMinutes(5);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same faults; default: by chance.")
    private @Nullable Long seed;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            defaultValue = "all",
            description =
                    "Processes (gateway, broker-gateway, anomaly-service, alerting-service, device-registry, nats-server,"
                            + " postgresql, broker), kinds (kill, restart, freeze) or both (gateway:kill), with commas; default"
                            + " ${DEFAULT-VALUE}.")
    private String faults = "all";

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "Readings a second, half through each door; default ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--recover-within",
            paramLabel = "D",
            defaultValue = "10s",
            description = "Longest recovery that is well; default ${DEFAULT-VALUE}.")
    private Duration recoverWithin = Duration.ofSeconds(10);

    @Option(names = "--json", description = "The report as JSON on standard output.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        ChaosPlan plan = new ChaosPlan(duration, chosen, Fault.parse(faults), rate, recoverWithin);
        StatusLine status = new StatusLine(PROGRESS_SECONDS);
        try (Ending ending = new Ending(Duration.ofMinutes(3))) {
            ChaosReport report = new ChaosRun(root(), plan, status, ending).run();
            status.clear();
            print(report, status, spec.commandLine().getOut());
            int code = report.problems().isEmpty() ? 0 : NOT_PROVED;
            ending.finished(code);
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("interrupted", e);
        }
    }

    private void print(ChaosReport report, StatusLine status, PrintWriter out) {
        try {
            if (json) {
                out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
                status.say(ChaosText.verdict(report));
            } else {
                out.print(ChaosText.of(report));
                out.println(ChaosText.verdict(report));
            }
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report is plain data", e);
        }
    }

    private static Path root() {
        String root = System.getenv("TELLTALE_ROOT");
        if (root == null) {
            throw new CannotRunException("it brings a platform with ./telltale: run ./telltale chaos");
        }
        return Path.of(root);
    }
}
