package io.telltale.simulator.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.load.LatencyRecorder.Latency;
import io.telltale.simulator.stack.StackOptions;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sim alarms}: publish to webhook, beside whatever load there is. */
@Command(
        name = "alarms",
        description = {
            "Devices cross a rule's threshold up and down; a receiver of its own takes the webhooks. Tells how long each took",
            "from the moment its reading was due. Run it beside sim load. Exit status: 0 every webhook came, 1 one did not,",
            "2 it could not run."
        })
public final class AlarmsCommand implements Callable<Integer> {

    private static final int SOME_MISSING = 1;
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final int PROGRESS_SECONDS = 2;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "20",
            description = "1 to 1000; each crosses twice in 4 s. Default ${DEFAULT-VALUE}.")
    private int devices;

    @Option(names = "--duration", paramLabel = "D", defaultValue = "30s", description = "Default ${DEFAULT-VALUE}.")
    private Duration duration = Duration.ofSeconds(30);

    @Option(
            names = "--warm-up",
            paramLabel = "D",
            defaultValue = "0s",
            description = "Latencies of the first part do not count. Default ${DEFAULT-VALUE}.")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--json", description = "The report as JSON on standard output.")
    private boolean json;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What {@code --json} prints; milliseconds. */
    record Report(int crossings, int webhooks, int missing, int repeated, Latency publishToWebhook) {}

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        try (Ending ending = new Ending(GRACE)) {
            Report report =
                    new AlarmRun(devices, duration, warmUp, new StatusLine(PROGRESS_SECONDS), ending).run(stack);
            String text = json
                    ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report)
                    : text(report);
            spec.commandLine().getOut().println(text);
            spec.commandLine().getOut().flush();
            int status = report.missing() > 0 ? SOME_MISSING : 0;
            ending.finished(status);
            return status;
        }
    }

    private static String text(Report report) {
        Latency latency = report.publishToWebhook();
        return String.format(
                Locale.ROOT,
                "%d crossings, %d webhooks, %d missing, %d repeated%npublish → webhook  p50 %.1f ms  p95 %.1f  p99 %.1f  max %.1f",
                report.crossings(),
                report.webhooks(),
                report.missing(),
                report.repeated(),
                latency.p50(),
                latency.p95(),
                latency.p99(),
                latency.max());
    }
}
