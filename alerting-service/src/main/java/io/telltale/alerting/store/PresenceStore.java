package io.telltale.alerting.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which devices have sessions at which gateways, and when they were heard: the durable view. Blocks; any thread. */
@ApplicationScoped
public class PresenceStore {

    private final Transactions transactions;

    public PresenceStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A session as an event told of it.
     *
     * @param run of the gateway that holds it
     * @param epoch which of the run's sessions
     * @param online whether it is open
     * @param at when the event reached the stream
     * @param cause why it began or ended
     * @param lastWill whether it ended without a goodbye although the client had left a will
     */
    public record Session(
            String tenant,
            String device,
            String run,
            long epoch,
            boolean online,
            Instant at,
            String cause,
            boolean lastWill) {}

    /**
     * What all sessions of a device come to.
     *
     * @param connected whether one of them is open, at a gateway that lives
     * @param since when that came about
     * @param cause why the last one ended, {@code gateway-lost} when its gateway did; {@code connected} while one is open
     * @param lastWill whether the last one ended without a goodbye although the client had left a will
     */
    public record Connection(boolean connected, Instant since, String cause, boolean lastWill) {}

    /**
     * When something was heard last.
     *
     * @param shard the lane of the device
     * @param listened by the clock of the lane, microseconds
     * @param at empty when it has been waited for since {@code since} and never came
     */
    public record Heard(int shard, long listened, Optional<Instant> at, Instant since) {}

    /** What is known of some devices; those of which nothing is known are missing. */
    public record Presence(Map<String, Connection> connections, Map<String, Heard> heard, long[] listened) {}

    /**
     * Takes what events told, in any order and however often: of two of one device and run the higher epoch stands, of two
     * with the same epoch the end of the session.
     */
    public void record(List<Session> sessions) {
        transactions.run(connection -> {
            PresenceRows.save(connection, sessions);
            return sessions.size();
        });
    }

    /** What is known of these devices of a tenant. */
    public Presence of(String tenant, Collection<String> devices) {
        return transactions.run(connection -> new Presence(
                PresenceRows.connections(connection, tenant, Optional.of(devices)),
                HeardRows.anything(connection, tenant, Optional.of(devices)),
                HeardRows.listened(connection)));
    }

    /**
     * Notes which gateways were heard and when, and takes those to be gone that were not heard for a while.
     *
     * @param beats run and time
     * @param silentBefore who was heard last before that is gone; empty when nobody could have been heard
     * @return how many are gone now that were not before
     */
    public int beat(Map<String, Instant> beats, Optional<Instant> silentBefore) {
        return transactions.run(connection -> {
            PresenceRows.heard(connection, beats);
            return silentBefore.isEmpty() ? 0 : PresenceRows.giveUp(connection, silentBefore.get());
        });
    }

    /** Forgets old sessions of gateways that are gone, but for the newest of each device. */
    public int tidy(Instant now, Duration kept) {
        return transactions.run(connection -> PresenceRows.forget(connection, now.minus(kept)));
    }
}
