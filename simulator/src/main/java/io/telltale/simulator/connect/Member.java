package io.telltale.simulator.connect;

import io.telltale.simulator.mqtt.DeviceLink;
import io.telltale.simulator.mqtt.LinkListener;
import io.telltale.simulator.mqtt.LinkLogin;

/** One device of a {@link Crowd}, on its event loop. */
final class Member implements LinkListener {

    final int number;
    final LinkLogin login;
    final byte[] topic;
    private final Crowd crowd;
    private long due;
    private boolean open;
    private boolean awaited;

    Member(int number, LinkLogin login, byte[] topic, Crowd crowd) {
        this.number = number;
        this.login = login;
        this.topic = topic;
        this.crowd = crowd;
    }

    /** Its attempt to connect was due then. */
    void awaited(long dueNanos) {
        due = dueNanos;
        awaited = true;
    }

    boolean open() {
        return open;
    }

    /** It was sent away by us. */
    void left() {
        open = false;
        awaited = false;
    }

    @Override
    public void connected(DeviceLink link) {
        open = true;
        if (awaited) {
            awaited = false;
            crowd.opened(System.nanoTime() - due);
        }
    }

    /** A message's tag is the moment it was due. */
    @Override
    public void acknowledged(DeviceLink link, long tag) {
        crowd.acknowledged(tag);
    }

    @Override
    public void refused(DeviceLink link, long tag, int reason) {
        crowd.refused();
    }

    @Override
    public void interrupted(DeviceLink link, Interruption interruption) {
        open = false;
        crowd.interrupted(interruption);
    }
}
