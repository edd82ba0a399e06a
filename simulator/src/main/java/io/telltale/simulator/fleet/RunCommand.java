package io.telltale.simulator.fleet;

import io.telltale.simulator.signal.FaultKind;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.RegistryClient;
import io.telltale.simulator.stack.StackOptions;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sim run}: a fleet that lives until Ctrl-C. */
@Command(
        name = "run",
        description = {
            "Registers a fleet of pumps, boilers, cold rooms and halls and lets it publish until Ctrl-C.",
            "Signals have daily cycles, correlations and personalities; faults are injected and written down."
        })
public final class RunCommand implements Callable<Integer> {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int STATUS_SECONDS = 30;

    @Option(names = "--devices", paramLabel = "N", defaultValue = "12", description = "Default ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--name-prefix",
            paramLabel = "P",
            defaultValue = "",
            description = "Names become P-pump-1, P-boiler-2, …; default none.")
    private String prefix = "";

    @Option(names = "--duration", paramLabel = "D", description = "Ends after that time; default never.")
    private @Nullable Duration duration;

    @Option(
            names = "--interval",
            paramLabel = "D",
            defaultValue = "2s",
            description = "Between two messages of a device; default ${DEFAULT-VALUE}.")
    private Duration interval = Duration.ofSeconds(2);

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "The same seed gives the same signals and faults at the same times; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description =
                    "Days and faults pass X times as fast; the times of the readings stay true. Default ${DEFAULT-VALUE}.")
    private double speed;

    @Option(
            names = "--history",
            paramLabel = "D",
            defaultValue = "PT0S",
            description =
                    "Publishes so much of the past first, such as 24h; not for devices found in --state. Default none.")
    private Duration history = Duration.ZERO;

    @Option(
            names = "--history-interval",
            paramLabel = "D",
            defaultValue = "30s",
            description = "Between two messages of the past; default ${DEFAULT-VALUE}.")
    private Duration historyInterval = Duration.ofSeconds(30);

    @Option(
            names = "--faults",
            paramLabel = "KINDS",
            split = ",",
            defaultValue = "all",
            description =
                    "all, none, or some of spike,drift,stuck,dropout,noise-burst,level-shift; default ${DEFAULT-VALUE}.")
    private List<String> faults = List.of();

    @Option(
            names = "--fault-rate",
            paramLabel = "R",
            defaultValue = "1",
            description = "Faults a device and hour; default ${DEFAULT-VALUE}.")
    private double faultRate;

    @Option(names = "--truth", paramLabel = "FILE", description = "Appends each injected fault as a JSON line.")
    private @Nullable Path truthFile;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keeps the devices' tokens there (0600), so that the next run needs no new ones.")
    private @Nullable Path stateFile;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Override
    public Integer call() throws InterruptedException {
        FleetPlan plan =
                new FleetPlan(devices, prefix, seed, interval, speed, history, historyInterval, kinds(), faultRate);
        StatusLine status = new StatusLine(STATUS_SECONDS);
        try (Ending ending = new Ending(GRACE);
                RegistryClient registry = stack.registry();
                GroundTruth truth = new GroundTruth(Optional.ofNullable(truthFile))) {
            FleetLogins logins =
                    new FleetLogins(registry, Optional.ofNullable(stateFile).map(TokenFile::new));
            new FleetRun(plan, stack.environment().mqtt(), status, ending)
                    .run(logins, truth, duration == null ? FOR_EVER : duration);
            ending.finished(0);
        }
        return 0;
    }

    private Set<FaultKind> kinds() {
        if (faults.equals(List.of("all"))) {
            return EnumSet.allOf(FaultKind.class);
        }
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String word : faults.equals(List.of("none")) ? List.<String>of() : faults) {
            kinds.add(Arrays.stream(FaultKind.values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new CannotRunException("--faults knows no '" + word
                            + "': all, none, or some of spike,drift,stuck,dropout,noise-burst,level-shift")));
        }
        return kinds;
    }
}
