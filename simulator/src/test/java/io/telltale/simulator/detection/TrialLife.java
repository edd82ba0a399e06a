package io.telltale.simulator.detection;

import io.telltale.anomaly.detect.Assessment;
import io.telltale.anomaly.detect.SeriesDetector;
import io.telltale.simulator.detection.Suffered.Alarm;
import io.telltale.simulator.signal.Fault;
import io.telltale.simulator.signal.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One series from the end of its healthy past to the end of the trial. One thread, once. */
final class TrialLife {

    /** Lower scores are never looked at. */
    private static final double KEPT = 0.1;

    private final TrialSeries series;
    private final List<Fault> struck;
    private final SeriesDetector detector;
    private final Assessment assessment = new Assessment();
    private final List<Suffered> suffered = new ArrayList<>();
    private final List<Double> falseAlarms = new ArrayList<>();
    private long readings;

    private int next;
    private double highest;
    private Optional<Alarm> alarm = Optional.empty();
    private long heard = Long.MIN_VALUE;

    /** @param struck one after the other, with the time of their aftermath in between */
    TrialLife(TrialSeries series, List<Fault> struck) {
        this.series = series;
        this.struck = struck;
        this.detector = SeriesDetector.of(series.learned());
    }

    Quality live() {
        for (int i = 0; i < series.healthy().length; i++) {
            long micros = series.micros(i);
            if (next < struck.size() && micros >= struck.get(next).to() + FaultTrial.AFTERMATH) {
                suffered.add(new Suffered(struck.get(next).kind(), highest, alarm));
                highest = 0;
                alarm = Optional.empty();
                next++;
            }
            Optional<Fault> fault = struck.stream().skip(next).findFirst().filter(f -> micros >= f.from());
            OptionalDouble said = said(fault, i);
            if (said.isPresent()) {
                detector.observe(micros, said.getAsDouble(), assessment);
                readings++;
                judge(fault, micros);
                heard = micros;
            }
        }
        return new Quality(suffered, falseAlarms, readings);
    }

    private OptionalDouble said(Optional<Fault> fault, int index) {
        long micros = series.micros(index);
        if (fault.isEmpty() || !fault.get().active(micros)) {
            return OptionalDouble.of(series.healthy()[index]);
        }
        OptionalDouble said = fault.get().distort(series.machine(), micros);
        return said.isEmpty() ? said : OptionalDouble.of(TrialSeries.published(said.getAsDouble()));
    }

    private void judge(Optional<Fault> fault, long micros) {
        double score = assessment.score();
        if (fault.isEmpty()) {
            if (score >= KEPT) {
                falseAlarms.add(score);
            }
        } else if (fault.get().active(micros) || returns(fault.get())) {
            highest = Math.max(highest, score);
            if (score >= FaultTrial.THRESHOLD && alarm.isEmpty()) {
                alarm = Optional.of(new Alarm(micros - fault.get().from(), assessment.detector()));
            }
        }
    }

    /** Whether this is the first reading after a silence. */
    private boolean returns(Fault fault) {
        return fault.kind() == FaultKind.DROPOUT && heard < fault.from();
    }
}
