package io.telltale.simulator.connect;

import io.telltale.simulator.stack.CannotRunException;
import java.time.Duration;

/**
 * What a crowd of devices does.
 *
 * @param connections one a device
 * @param rate connections begun a second, in a storm
 * @param keepAlive longest silence each promises; it pings after half of it
 * @param hold how long they then only ping
 * @param publishRate messages a second of all of them together, zero for none
 * @param publish for how long they publish
 * @param prefix of the devices' names
 * @param keepDevices whether they stay in the registry
 */
record ConnectPlan(
        int connections,
        double rate,
        Duration keepAlive,
        Duration hold,
        double publishRate,
        Duration publish,
        String prefix,
        boolean keepDevices) {

    /** Two storms of them must fit into the ports of one client machine. */
    private static final int MOST = 14_000;

    private static final double NANOS = 1e9;

    ConnectPlan {
        if (connections < 1 || connections > MOST) {
            throw new CannotRunException("--connections must be 1 to " + MOST);
        }
        if (!(rate >= 1)) {
            throw new CannotRunException("--rate must be at least 1");
        }
        if (keepAlive.toSeconds() < 2 || keepAlive.toSeconds() > 65_535) {
            throw new CannotRunException("--keep-alive must be 2 s to 65535 s");
        }
        if (!(publishRate >= 0) || hold.isNegative() || publish.isNegative()) {
            throw new CannotRunException("--publish-rate, --hold and --publish must not be negative");
        }
    }

    String device(int connection) {
        return prefix + '-' + connection;
    }

    /** When a connection's attempt is due, in nanoseconds after the storm's begin. */
    long connectDue(int connection) {
        return Math.round(connection / rate * NANOS);
    }

    /** When a message is due, in nanoseconds after the begin. */
    long messageDue(long message) {
        return Math.round(message / publishRate * NANOS);
    }

    long messages() {
        return Math.round(publishRate * publish.toNanos() / NANOS);
    }
}
