package io.telltale.simulator.load;

import io.telltale.simulator.mqtt.ReasonCode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted while a run goes on, in messages; written by the event loops, read by anybody. */
final class LoadCounters {

    final LongAdder connected = new LongAdder();
    final LongAdder reconnects = new LongAdder();
    final LongAdder published = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder resent = new LongAdder();
    final LongAdder sentAgain = new LongAdder();
    private final Map<Integer, LongAdder> reasons = new ConcurrentHashMap<>();

    /** Why a connection was last interrupted. */
    volatile String interruption = "";

    void refuse(int reason) {
        refused.increment();
        reasons.computeIfAbsent(reason, code -> new LongAdder()).increment();
    }

    /** Published, and not answered yet. */
    long outstanding() {
        return published.sum() - acknowledged.sum() - refused.sum();
    }

    /** Refused messages by reason code in words. */
    Map<String, Long> refusals() {
        Map<String, Long> refusals = new TreeMap<>();
        reasons.forEach((code, count) -> refusals.put(ReasonCode.of(code), count.sum()));
        return refusals;
    }
}
