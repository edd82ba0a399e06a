package io.telltale.alerting;

import io.nats.client.Connection;
import io.telltale.alerting.absence.Absences;
import io.telltale.alerting.intake.RuleIntake;
import io.telltale.alerting.report.EventRelay;
import io.telltale.events.DeviceDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What runs once NATS and the database are there: who judges what comes and what is absent, and who tells the stream of it. */
record Judging(Connection nats, DeviceDirectory devices, RuleIntake intake, Absences absences, EventRelay events)
        implements AutoCloseable {

    /** Begins. */
    void start() {
        intake.start();
        absences.start();
        events.start();
    }

    /** What is stuck, one sentence each; empty while all is well. */
    List<String> stalled(Instant now, Duration patience) {
        List<String> stalled = new ArrayList<>(intake.stalled(now, patience));
        absences.stalled(now, patience).ifPresent(stalled::add);
        return stalled;
    }

    /** Ends in order: nothing new is judged, what was committed is told, the connection closes. */
    @Override
    public void close() throws InterruptedException {
        intake.close();
        absences.close();
        events.close();
        devices.close();
        nats.close();
    }
}
