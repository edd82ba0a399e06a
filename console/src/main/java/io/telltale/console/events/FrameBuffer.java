package io.telltale.console.events;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * What waits for one listener, bounded in bytes. When it is full the oldest frames give way, because a live view wants the
 * newest; how many did is the first thing the listener is told when it reads on. Safe for any threads.
 */
final class FrameBuffer {

    private final long maxBytes;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private long bytes;
    private long missed;

    FrameBuffer(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes a frame; returns how many had to give way for it. */
    synchronized int offer(Frame frame) {
        frames.addLast(frame);
        bytes += frame.bytes().length;
        int dropped = 0;
        while (bytes > maxBytes && !frames.isEmpty()) {
            bytes -= frames.removeFirst().bytes().length;
            dropped++;
        }
        missed += dropped;
        return dropped;
    }

    /** The next frame to send: first of all what was missed. */
    synchronized Optional<Frame> poll() {
        if (missed > 0) {
            Frame told = Frame.missed(missed);
            missed = 0;
            return Optional.of(told);
        }
        Frame next = frames.pollFirst();
        if (next != null) {
            bytes -= next.bytes().length;
        }
        return Optional.ofNullable(next);
    }
}
