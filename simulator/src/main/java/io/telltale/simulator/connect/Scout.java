package io.telltale.simulator.connect;

import io.telltale.simulator.mqtt.DeviceLink;
import io.telltale.simulator.mqtt.LinkListener;
import java.util.concurrent.CountDownLatch;

/** Goes ahead of the crowd: tells when it was let in. It publishes nothing, and a refusal only means not yet. */
record Scout(CountDownLatch known) implements LinkListener {

    @Override
    public void connected(DeviceLink link) {
        known.countDown();
    }

    @Override
    public void acknowledged(DeviceLink link, long tag) {}

    @Override
    public void refused(DeviceLink link, long tag, int reason) {}

    @Override
    public void interrupted(DeviceLink link, Interruption interruption) {}
}
