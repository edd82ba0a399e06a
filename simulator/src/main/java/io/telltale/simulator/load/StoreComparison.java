package io.telltale.simulator.load;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks the store about every series of the run and reconciles. A series whose summary already proves it complete is not read;
 * any other is read value by value. Blocking, one thread.
 */
final class StoreComparison {

    private final LoadPlan plan;
    private final StoredReadings store;
    private final DeviceLedger[] ledgers;

    StoreComparison(LoadPlan plan, StoredReadings store, DeviceLedger[] ledgers) {
        this.plan = plan;
        this.store = store;
        this.ledgers = ledgers;
    }

    private record Found(int seriesId, StoredReadings.StoredSummary summary) {}

    Reconciliation.Tally compare() throws SQLException {
        store.revive();
        Map<String, Found> found = new HashMap<>();
        store.summaries(
                (seriesId, device, metric, summary) -> found.put(device + '/' + metric, new Found(seriesId, summary)));
        Reconciliation reconciliation = new Reconciliation(plan.readingsPerMessage());
        for (int device = 0; device < plan.devices(); device++) {
            reconciliation.device(ledgers[device]);
            for (int metric = 0; metric < plan.traffic().metrics(); metric++) {
                compare(device, metric, found, reconciliation);
            }
        }
        return reconciliation.tally();
    }

    private void compare(int device, int metric, Map<String, Found> found, Reconciliation reconciliation)
            throws SQLException {
        int parts = plan.traffic().messagesPerSample();
        int part = metric / plan.readingsPerMessage();
        String of = plan.device(device);
        String name = Stamps.metric(metric);
        StoredSeries inStore = stored(found.get(of + '/' + name), ledgers[device].publishedSamples(part, parts));
        reconciliation.series(of, name, ledgers[device].acknowledgedSamples(part, parts), inStore);
    }

    private StoredSeries stored(@Nullable Found found, int published) throws SQLException {
        if (found == null) {
            return StoredSeries.empty();
        }
        return found.summary().isCompleteOnce(published)
                ? StoredSeries.complete(published)
                : store.values(found.seriesId(), published, Wave.NONE);
    }
}
