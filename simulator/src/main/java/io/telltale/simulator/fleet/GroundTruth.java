package io.telltale.simulator.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.simulator.signal.Fault;
import io.telltale.simulator.stack.CannotRunException;
import io.telltale.simulator.stack.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down each injected fault once, as a JSON line, when its first reading goes out: device, metric, fault, from, to and
 * parameters. Times are those of the readings; {@code to} is exclusive and may lie in the future. One thread.
 */
final class GroundTruth implements AutoCloseable {

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Long> last = new HashMap<>();
    private final @Nullable Writer file;
    private long faults;
    private String latest = "";

    GroundTruth(Optional<Path> path) {
        try {
            file = path.isPresent()
                    ? Files.newBufferedWriter(path.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    : null;
        } catch (IOException e) {
            throw new CannotRunException("cannot write the ground truth " + path.get() + ": " + e.getMessage(), e);
        }
    }

    /** A reading went out while this fault was there. */
    void suffered(Member member, Fault fault) {
        Long before = last.put(member.name(), fault.id());
        if (before == null || before != fault.id()) {
            faults++;
            latest = fault.kind().word() + " on " + member.name() + '/'
                    + member.machine().metrics().get(fault.metric()).name();
            if (file != null) {
                write(file, member, fault);
            }
        }
    }

    /** Faults so far. */
    long faults() {
        return faults;
    }

    /** The newest one in words. */
    String latest() {
        return latest;
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new CannotRunException("the ground truth is incomplete: " + e.getMessage(), e);
        }
    }

    private void write(Writer to, Member member, Fault fault) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("device", member.name());
        line.put("metric", member.machine().metrics().get(fault.metric()).name());
        line.put("fault", fault.kind().word());
        line.put("from", Telemetry.time(member.clock().trueTime(fault.from())));
        line.put("to", Telemetry.time(member.clock().trueTime(fault.to())));
        line.put("parameters", parameters(member, fault));
        try {
            to.write(mapper.writeValueAsString(line));
            to.write('\n');
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the ground truth cannot be written", e);
        }
    }

    private static Map<String, Double> parameters(Member member, Fault fault) {
        double offset =
                fault.size() * member.machine().metrics().get(fault.metric()).spread();
        return switch (fault.kind()) {
            case SPIKE, LEVEL_SHIFT -> Map.of("offset", offset);
            case DRIFT -> Map.of("offsetAtEnd", offset);
            case NOISE_BURST -> Map.of("deviation", Math.abs(offset));
            case STUCK -> Map.of("value", member.machine().value(fault.metric(), fault.from()));
            case DROPOUT -> Map.of();
        };
    }
}
