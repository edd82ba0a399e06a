package io.telltale.bench.limits;

import io.telltale.bench.endtoend.Contender;
import java.util.List;

/** All of them. */
public final class Limits {

    public static final List<Contender> ALL = List.of(
            new MqttLimit(), new JetStreamLimit(100), new JetStreamLimit(500), new CopyLimit(1), new CopyLimit(2));

    private Limits() {}
}
