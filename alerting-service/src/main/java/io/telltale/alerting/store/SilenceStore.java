package io.telltale.alerting.store;

import io.telltale.alerting.alert.Alert;
import io.telltale.alerting.alert.AlertLabels;
import io.telltale.alerting.mute.Muting;
import io.telltale.alerting.mute.Silence;
import io.telltale.alerting.routing.Matcher;
import io.telltale.alerting.routing.TimeInterval;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The silences, and what is muted by them and by other alerts. A change is looked at by every group at once. Blocks; any thread. */
@ApplicationScoped
public class SilenceStore {

    /** Firing alerts that a preview looks at. */
    private static final int MOST_PREVIEWED = 20_000;

    private final Transactions transactions;

    public SilenceStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A silence with its schedule as it was written, and its place in the list. */
    public record Listed(Silence silence, List<TimeInterval.Document> schedule, long seq) {}

    /** Some of the firing alerts that a silence would mute, and how many they are. */
    public record Preview(int count, List<Alert> alerts) {}

    /** Adds a silence, unless its tenant has {@code most} that are not over. Whether it did. */
    public boolean add(Silence silence, @Nullable List<TimeInterval.Document> schedule, int most) {
        return transactions.run(connection -> {
            if (SilenceRows.count(connection, silence.tenant()) >= most) {
                return false;
            }
            SilenceRows.insert(connection, silence, schedule);
            GroupRows.lookAtAll(connection, silence.tenant(), false);
            return true;
        });
    }

    /** A tenant's silences before a place in the list, newest first. */
    public List<Listed> page(String tenant, Optional<Silence.Status> status, long before, int limit) {
        return transactions.run(connection -> SilenceRows.page(connection, tenant, status, before, limit));
    }

    /** A silence of a tenant. */
    public Optional<Listed> find(String tenant, UUID id) {
        return transactions.run(connection -> SilenceRows.find(connection, tenant, id));
    }

    /** Ends a silence now; what it muted and still fires is told. Whether it was not over yet. */
    public boolean expire(String tenant, UUID id) {
        return transactions.run(connection -> {
            boolean ended = SilenceRows.expire(connection, tenant, id);
            if (ended) {
                GroupRows.lookAtAll(connection, tenant, true);
            }
            return ended;
        });
    }

    /** Which firing alerts matchers match. */
    public Preview preview(String tenant, List<Matcher> matchers, int limit) {
        List<Alert> firing = transactions.run(connection -> MuteRows.firing(connection, tenant, MOST_PREVIEWED));
        List<Alert> matching = firing.stream()
                .filter(alert -> Matcher.all(matchers, AlertLabels.of(alert)))
                .toList();
        return new Preview(matching.size(), matching.stream().limit(limit).toList());
    }

    /** What mutes alerts of a tenant now; ask it for each alert that is shown. */
    public Muting muting(String tenant) {
        return transactions.run(connection -> MuteRows.muting(connection, tenant));
    }
}
