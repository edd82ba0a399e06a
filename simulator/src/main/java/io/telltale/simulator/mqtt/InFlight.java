package io.telltale.simulator.mqtt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a link that are not acknowledged yet, at most as many as the window is wide. A message's packet id is its slot
 * plus one, so a slot is found without a search and an id is never used twice at a time. One thread.
 */
final class InFlight {

    private final @Nullable Message[] slots;
    private final int[] free;
    private int freeCount;
    private long order;

    /** A message on its way; {@code order} keeps the sequence in which messages are sent again. */
    record Message(int packetId, long tag, long order, byte[] topic, byte[] payload) {}

    InFlight(int window) {
        slots = new Message[window];
        free = new int[window];
        for (int slot = window - 1; slot >= 0; slot--) {
            free[freeCount++] = slot;
        }
    }

    int size() {
        return slots.length - freeCount;
    }

    /** Takes a slot; there must be one. */
    Message add(long tag, byte[] topic, byte[] payload) {
        int slot = free[--freeCount];
        Message message = new Message(slot + 1, tag, order++, topic, payload);
        slots[slot] = message;
        return message;
    }

    /** The message of that packet id, when it is still on its way. */
    @Nullable
    Message find(int packetId) {
        return packetId >= 1 && packetId <= slots.length ? slots[packetId - 1] : null;
    }

    void remove(Message message) {
        int slot = message.packetId() - 1;
        slots[slot] = null;
        free[freeCount++] = slot;
    }

    /** All of them, oldest first. */
    List<Message> unacknowledged() {
        List<Message> messages = new ArrayList<>(size());
        for (Message message : slots) {
            if (message != null) {
                messages.add(message);
            }
        }
        messages.sort(Comparator.comparingLong(Message::order));
        return messages;
    }
}
