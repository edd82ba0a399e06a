package io.telltale.simulator.alarm;

import io.telltale.simulator.alarm.AlarmsCommand.Report;
import io.telltale.simulator.load.DeviceAccount;
import io.telltale.simulator.load.LoadPlan;
import io.telltale.simulator.load.LoadPlan.Access;
import io.telltale.simulator.load.LoadPlan.Counting;
import io.telltale.simulator.load.LoadPlan.FrontDoor;
import io.telltale.simulator.load.LoadPlan.Naming;
import io.telltale.simulator.load.LoadPlan.Traffic;
import io.telltale.simulator.load.LoadStream;
import io.telltale.simulator.load.Wave;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.Environment;
import io.telltale.simulator.stack.PlatformApi;
import io.telltale.simulator.stack.RegistryClient;
import io.telltale.simulator.stack.StackOptions;
import io.telltale.simulator.terminal.Ending;
import io.telltale.simulator.terminal.StatusLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Registers a receiver, devices and a rule for each, lets these cross its threshold, and takes rules, receiver and devices away again. One
 * thread drives it.
 */
final class AlarmRun {

    /** Messages a second of a device, and how many of them are above in how many. */
    private static final int RATE = 5;

    private static final int PERIOD = 20;
    private static final int ABOVE = 10;

    private static final int MOST_DEVICES = 1_000;
    private static final String PREFIX = "alarm";
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RULES_ARE_KNOWN = Duration.ofSeconds(2);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int WINDOW = 100;

    private final int devices;
    private final Duration duration;
    private final Duration warmUp;
    private final StatusLine status;
    private final Ending ending;
    private final Wave wave;

    AlarmRun(int devices, Duration duration, Duration warmUp, StatusLine status, Ending ending) {
        if (devices < 1 || devices > MOST_DEVICES) {
            throw new CannotRunException("--devices must be 1 to " + MOST_DEVICES);
        }
        if (warmUp.isNegative() || warmUp.compareTo(duration) >= 0) {
            throw new CannotRunException("--warm-up must be at least 0s and shorter than --duration");
        }
        this.devices = devices;
        this.duration = duration;
        this.warmUp = warmUp;
        this.status = status;
        this.ending = ending;
        this.wave = new Wave(devices, PERIOD, ABOVE);
    }

    Report run(StackOptions stack) throws InterruptedException {
        try (BellReceiver receiver = new BellReceiver();
                PlatformApi api = stack.api(Map.of());
                RegistryClient registry = stack.registry()) {
            String webhook = id(api, "/webhooks", Map.of("url", receiver.url().toString()));
            List<String> rules = new ArrayList<>();
            try {
                for (int device = 1; device <= devices; device++) {
                    rules.add(id(api, "/rules", rule(PREFIX + '-' + device)));
                }
                try (LoadStream stream = stream(stack.environment(), registry)) {
                    ending.requestedWithin(RULES_ARE_KNOWN);
                    return publish(stream, receiver);
                } finally {
                    for (int device = 1; device <= devices; device++) {
                        registry.delete(PREFIX + '-' + device);
                    }
                }
            } finally {
                rules.forEach(rule -> remove(api, "/rules/" + rule));
                remove(api, "/webhooks/" + webhook);
                status.clear();
            }
        }
    }

    private Report publish(LoadStream stream, BellReceiver receiver) throws InterruptedException {
        stream.connect();
        if (!within(PATIENCE, stream::connected)) {
            throw new CannotRunException("not all devices could connect " + stream.interruption());
        }
        Instant begin = Instant.now();
        receiver.measureFrom(begin.plus(warmUp));
        stream.begin(System.nanoTime(), ChronoUnit.MICROS.between(Instant.EPOCH, begin));
        Instant end = begin.plus(duration);
        while (Instant.now().isBefore(end) && !ending.requestedWithin(GLANCE)) {
            status.show("alarms: " + receiver.bells() + " webhooks");
        }
        stream.stop();
        within(PATIENCE, () -> stream.counts().outstanding() == 0);
        stream.hangUp();
        int crossings = crossings(stream.accounts(), wave);
        within(PATIENCE, () -> receiver.bells() >= crossings);
        return new Report(
                crossings,
                receiver.bells(),
                Math.max(0, crossings - receiver.bells()),
                receiver.repeated(),
                receiver.latency());
    }

    /** How often what was acknowledged goes over the threshold and back. */
    static int crossings(List<DeviceAccount> accounts, Wave wave) {
        int crossings = 0;
        for (DeviceAccount account : accounts) {
            boolean above = false;
            for (int number = account.acknowledged().nextSetBit(0);
                    number >= 0;
                    number = account.acknowledged().nextSetBit(number + 1)) {
                if (wave.lifted(account.index(), number) != above) {
                    above = !above;
                    crossings++;
                }
            }
        }
        return crossings;
    }

    private boolean within(Duration time, BooleanSupplier done) {
        Instant end = Instant.now().plus(time);
        while (!done.getAsBoolean()) {
            if (Instant.now().isAfter(end) || ending.requestedWithin(GLANCE)) {
                return false;
            }
        }
        return true;
    }

    private LoadStream stream(Environment environment, RegistryClient registry) {
        LoadPlan plan = new LoadPlan(
                Traffic.ofOneMetric(devices, (double) RATE * devices, duration.plus(PATIENCE)),
                Access.acknowledged(FrontDoor.listener, devices, WINDOW),
                new Naming(PREFIX, Naming.Registry.KEEPS),
                Counting.all(PATIENCE));
        LinkSettings settings = new LinkSettings(environment.mqtt(), true, 1, WINDOW, KEEP_ALIVE);
        return new LoadStream(plan, wave, settings, registry, environment);
    }

    /** One for each device: alerts of one rule would be a storm, and told together. */
    private static Map<String, Object> rule(String device) {
        return Map.of(
                "name",
                "alarm latency of " + device,
                "kind",
                "threshold",
                "severity",
                "warning",
                "selector",
                Map.of("device", device, "metric", "m0"),
                "condition",
                Map.of("operator", ">=", "value", Wave.LIFT));
    }

    private static String id(PlatformApi api, String path, Map<String, Object> body) {
        return api.post(path, Map.of(), body).body().path("id").asText();
    }

    private static void remove(PlatformApi api, String path) {
        api.send("DELETE", path, Map.of());
    }
}
