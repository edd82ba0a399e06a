package io.telltale.simulator.chaos;

import io.telltale.simulator.load.LoadPlan;
import io.telltale.simulator.load.LoadPlan.Access;
import io.telltale.simulator.load.LoadPlan.Counting;
import io.telltale.simulator.load.LoadPlan.FrontDoor;
import io.telltale.simulator.load.LoadPlan.Naming;
import io.telltale.simulator.load.LoadPlan.Traffic;
import io.telltale.simulator.load.LoadStream;
import io.telltale.simulator.load.LoadStream.Counts;
import io.telltale.simulator.load.LoadStream.Tide;
import io.telltale.simulator.load.Wave;
import io.telltale.simulator.mqtt.LinkLogin;
import io.telltale.simulator.mqtt.LinkSettings;
import io.telltale.simulator.stack.DeviceLogin;
import io.telltale.simulator.stack.Environment;
import io.telltale.simulator.stack.NewDevice;
import io.telltale.simulator.stack.RegistryClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What goes through the platform meanwhile: at each front door devices that publish numbered readings, some of which cross the
 * threshold of a rule every twenty seconds, and one that publishes what is no JSON; and a receiver of webhooks. One thread.
 *
 * <p>Behind the broker an acknowledgement promises less: Mosquitto writes its state every five seconds, and a kill loses what it
 * acknowledged since and had not passed on. So devices there send the last  {@link #BROKER_MEMORY} again after every break, and speak MQTT 5,
 * which tells them when a broker that came back has nobody yet to pass a message on to.
 */
final class ChaosLoad implements AutoCloseable {

    /** Twice the time between two saves of the broker, and what a save and the notice of a break may take. */
    static final Duration BROKER_MEMORY = Duration.ofSeconds(15);

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ROOM = Duration.ofMinutes(30);
    private static final int WINDOW = 300;
    private static final int ALARMING = 10;
    private static final String PREFIX = "chaos-";
    private static final long CROSSING_EVERY_SECONDS = 20;
    private static final long ABOVE_SECONDS = 2;

    private final AlarmReceiver receiver;
    private final OperatorApi api;
    private final List<LoadStream> streams;
    private final List<Malformed> malformed;
    private List<Tide> tides = List.of();

    ChaosLoad(ChaosPlan plan, Environment environment) {
        receiver = new AlarmReceiver(FreePorts.choose(1).getFirst());
        api = new OperatorApi(environment);
        receiver.trust(api.registerWebhook(receiver.url()));
        List<FrontDoor> doors = List.of(FrontDoor.listener, FrontDoor.broker);
        for (FrontDoor door : doors) {
            for (int device = 1; device <= ALARMING; device++) {
                api.createRule(PREFIX + door + '-' + device);
            }
        }
        try (RegistryClient registry =
                new RegistryClient(environment.api(), environment.operatorToken(), Optional.empty())) {
            streams = doors.stream()
                    .map(door -> stream(plan, door, registry, environment))
                    .toList();
            malformed =
                    registry
                            .provision(List.of(NewDevice.named("broken-listener"), NewDevice.named("broken-broker")))
                            .stream()
                            .map(device -> malformed(device, environment))
                            .toList();
        }
    }

    private static LoadStream stream(ChaosPlan plan, FrontDoor door, RegistryClient registry, Environment environment) {
        int devices = ChaosPlan.DEVICES;
        double perDevice = plan.rate() / 2 / devices;
        int period = (int) Math.round(CROSSING_EVERY_SECONDS * perDevice);
        int above = (int) Math.max(1, Math.round(ABOVE_SECONDS * perDevice));
        LoadPlan load = new LoadPlan(
                Traffic.ofOneMetric(devices, plan.rate() / 2, plan.duration().plus(ROOM)),
                Access.acknowledged(door, devices, WINDOW),
                new Naming(PREFIX + door, Naming.Registry.KEEPS),
                Counting.all(PATIENCE));
        return new LoadStream(
                load, new Wave(ALARMING, period, above), settings(door, environment), registry, environment);
    }

    private static LinkSettings settings(FrontDoor door, Environment environment) {
        InetSocketAddress server = door == FrontDoor.broker ? environment.broker() : environment.mqtt();
        Duration sendAgain = door == FrontDoor.broker ? BROKER_MEMORY : Duration.ZERO;
        return new LinkSettings(server, true, 1, WINDOW, KEEP_ALIVE, LONGEST_PAUSE, sendAgain);
    }

    private static Malformed malformed(DeviceLogin device, Environment environment) {
        FrontDoor door = device.name().endsWith("broker") ? FrontDoor.broker : FrontDoor.listener;
        LinkLogin login = door == FrontDoor.broker
                ? new LinkLogin(device.name(), null, null)
                : new LinkLogin(device.name(), device.username(), device.token());
        return new Malformed(device, login, settings(door, environment));
    }

    /** Opens every connection. */
    void connect() throws InterruptedException {
        for (LoadStream stream : streams) {
            stream.connect();
        }
    }

    boolean connected() {
        return streams.stream().allMatch(LoadStream::connected);
    }

    /** Begins to publish everything. */
    void begin() throws InterruptedException {
        long nanos = System.nanoTime();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        for (LoadStream stream : streams) {
            stream.begin(nanos, micros);
        }
        malformed.forEach(Malformed::begin);
        tides = streams.stream().map(LoadStream::tide).toList();
    }

    /** The level at the door where it is lower; empty while the store does not answer. */
    Optional<Tide.Level> level() {
        Optional<Tide.Level> worst = Optional.empty();
        for (Tide tide : tides) {
            Optional<Tide.Level> level = tide.level();
            if (level.isEmpty()) {
                return level;
            }
            worst = worst.map(other -> other.worse(level.get())).or(() -> level);
        }
        return worst;
    }

    Counts counts() {
        return streams.stream().map(LoadStream::counts).reduce(Counts::plus).orElseThrow();
    }

    String interruption() {
        return streams.stream()
                .map(LoadStream::interruption)
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Publishes nothing more; acknowledgements are still heard. */
    void stop() throws InterruptedException {
        for (LoadStream stream : streams) {
            stream.stop();
        }
    }

    /** Says goodbye; what was not answered will not be. */
    void hangUp() throws InterruptedException {
        malformed.forEach(Malformed::close);
        for (LoadStream stream : streams) {
            stream.hangUp();
        }
    }

    List<LoadStream> streams() {
        return streams;
    }

    List<Malformed> malformed() {
        return malformed;
    }

    OperatorApi api() {
        return api;
    }

    List<AlarmReceiver.Notice> notices() {
        return receiver.notices();
    }

    @Override
    public void close() {
        tides.forEach(Tide::close);
        malformed.forEach(Malformed::close);
        streams.forEach(LoadStream::close);
        api.close();
        receiver.close();
    }
}
