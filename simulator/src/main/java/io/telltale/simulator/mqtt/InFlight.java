package io.telltale.simulator.mqtt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a link that are not acknowledged yet, at most as many as it has room for. A message's packet id is its slot
 * plus one, so a slot is found without a search and an id is never used twice at a time. One thread.
 */
final class InFlight {

    private final @Nullable Message[] slots;
    private final int[] free;
    private int freeCount;
    private long order;

    /**
     * A message on its way; {@code order} keeps the sequence in which messages are sent again. One that is {@code known} was
     * acknowledged before, and is sent once more to be safe.
     */
    record Message(int packetId, long tag, long order, byte[] topic, byte[] payload, boolean known) {}

    InFlight(int room) {
        slots = new Message[room];
        free = new int[room];
        for (int slot = room - 1; slot >= 0; slot--) {
            free[freeCount++] = slot;
        }
    }

    int size() {
        return slots.length - freeCount;
    }

    /** Takes a slot; there must be one. */
    Message add(long tag, byte[] topic, byte[] payload) {
        return put(tag, order++, topic, payload, false);
    }

    /** Takes a slot for an acknowledged message, in its old place of the order; there must be one. */
    void addAgain(Message acknowledged) {
        put(acknowledged.tag(), acknowledged.order(), acknowledged.topic(), acknowledged.payload(), true);
    }

    private Message put(long tag, long place, byte[] topic, byte[] payload, boolean known) {
        int slot = free[--freeCount];
        Message message = new Message(slot + 1, tag, place, topic, payload, known);
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
