package io.telltale.testkit;

/**
 * A real server for tests, on the loopback interface. {@code shared()} gives the one of this JVM, started by the first test that asks and
 * stopped with the JVM; {@code own()} a private one for outages. Starting takes 0.1 s (NATS, Mosquitto, Alertmanager) to 2 s (TimescaleDB); a server that
 * cannot be had fails the test with the command that mends it. May be used from any thread, an outage from one at a time.
 */
public sealed interface RealServer extends AutoCloseable permits NatsServer, Timescale, MqttBroker, AlertmanagerServer {
    /** The process behind it. */
    ServerProcess process();

    /** Its port, the same before and after an outage. */
    default int port() {
        return process().port();
    }

    /** Ends it in good order. Refused by a shared server, like {@link #kill}. */
    default void stop() {
        process().stop();
    }

    /** Kills it and all its processes with SIGKILL, and waits until they are gone. */
    default void kill() {
        process().kill();
    }

    /** Stops all its processes where they stand (SIGSTOP): connections stay open and nothing is answered. */
    default void freeze() {
        process().freeze();
    }

    /** Lets a frozen server go on. */
    default void thaw() {
        process().thaw();
    }

    /** Brings it back after {@link #stop} or {@link #kill}, same port, same data; returns when it answers. */
    default void start() {
        process().start();
    }

    /** Stops it and deletes its data; no effect on a shared one. */
    @Override
    default void close() {
        process().close();
    }
}
