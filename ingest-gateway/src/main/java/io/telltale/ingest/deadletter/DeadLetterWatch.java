package io.telltale.ingest.deadletter;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.telltale.ingest.Gateway;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Optional;

/** Starts what goes on beside the pipe when the gateway is ready: capturing messages that consumers gave up, and counting. */
@ApplicationScoped
class DeadLetterWatch {

    private final DeadLetterMeters letters;
    private final MeterRegistry meters;
    private volatile Optional<GivenUpMessages> givenUp = Optional.empty();
    private volatile Optional<StreamSizes> sizes = Optional.empty();

    DeadLetterWatch(DeadLetterMeters letters, MeterRegistry meters) {
        this.letters = letters;
        this.meters = meters;
    }

    void begin(@Observes Gateway.Running gateway) {
        GivenUpMessages capturing = new GivenUpMessages(gateway.nats(), letters);
        StreamSizes looking = new StreamSizes(gateway.nats(), letters, meters);
        givenUp = Optional.of(capturing);
        sizes = Optional.of(looking);
        capturing.start();
        looking.start();
    }

    /** Before the connection is closed. */
    void end(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
            throws InterruptedException {
        if (givenUp.isPresent()) {
            givenUp.get().close();
        }
        sizes.ifPresent(StreamSizes::close);
    }
}
