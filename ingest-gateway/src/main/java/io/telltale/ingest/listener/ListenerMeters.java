package io.telltale.ingest.listener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The count of connections: accepted = open + sum(closed). Any thread. */
final class ListenerMeters {

    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder windowMessages = new LongAdder();
    private final LongAdder windowBytes = new LongAdder();
    private final LongAdder unfinishedBytes = new LongAdder();
    private final Counter accepted;
    private final Counter unheard;
    private final Map<Farewell, Counter> closed = new EnumMap<>(Farewell.class);

    ListenerMeters(MeterRegistry meters) {
        accepted = Counter.builder("ingest.connections.accepted")
                .description("MQTT connections opened, before CONNECT")
                .register(meters);
        unheard = Counter.builder("ingest.errors.dropped")
                .description("error messages not sent because the device does not read")
                .register(meters);
        for (Farewell cause : Farewell.values()) {
            closed.put(
                    cause,
                    Counter.builder("ingest.connections.closed")
                            .tag("reason", cause.label())
                            .description("MQTT connections that ended")
                            .register(meters));
        }
        Gauge.builder("ingest.connections.open", open, AtomicInteger::get)
                .description("MQTT connections open now")
                .register(meters);
        gauge(
                "ingest.window.messages",
                windowMessages,
                "messages that came in by the listener and are not answered",
                meters);
        gauge("ingest.window.bytes", windowBytes, "bytes of the heap that they hold, estimated", meters);
        gauge("ingest.window.unfinished", unfinishedBytes, "bytes of MQTT packets that are not whole yet", meters);
    }

    private static void gauge(String name, LongAdder value, String description, MeterRegistry meters) {
        Gauge.builder(name, value, LongAdder::sum).description(description).register(meters);
    }

    /** The windows of all event loops together changed by so much. */
    void window(int messages, int bytes) {
        windowMessages.add(messages);
        windowBytes.add(bytes);
    }

    void unfinished(int bytes) {
        unfinishedBytes.add(bytes);
    }

    int opened() {
        accepted.increment();
        return open.incrementAndGet();
    }

    void closed(Farewell cause) {
        open.decrementAndGet();
        Counter counter = closed.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }

    void unheard() {
        unheard.increment();
    }
}
