package io.telltale.ingest.deadletter;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamState;
import io.telltale.events.DeadLetter;
import io.telltale.events.DeadLetters;
import io.telltale.events.Streams;
import io.telltale.http.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the stream {@code DEADLETTER}: backwards for lists, forwards for what is done to many. A letter's id is its sequence on
 * the stream.
 *
 * <p>Blocking, one round trip a letter, and bounded: a page ends after {@value #MOST_LOOKED_AT} letters looked at or {@value
 * #MOST_BYTES} bytes found, wherever it is by then, and the next one goes on from there.
 */
final class DeadLetterArchive {

    private static final int MOST_LOOKED_AT = 5_000;
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final int NO_SUCH_MESSAGE = 10037;

    private final JetStream letters;
    private final JetStreamManagement streams;

    DeadLetterArchive(Connection nats) throws IOException {
        letters = nats.jetStream();
        streams = nats.jetStreamManagement();
    }

    /** A letter and its id. */
    record Filed(long id, DeadLetter letter) {}

    /**
     * Some letters.
     *
     * @param next the id where the next page begins: before it backwards, with it forwards; empty when there is none
     */
    record Found(List<Filed> letters, Optional<Long> next) {}

    /** The letters before an id (all, when it is {@link Long#MAX_VALUE}) that pass, newest first. */
    Found before(long id, int limit, Predicate<DeadLetter> wanted) {
        try {
            StreamState state = streams.getStreamInfo(Streams.DEADLETTER).getStreamState();
            List<Filed> found = new ArrayList<>();
            long bytes = 0;
            long sequence = Math.min(state.getLastSequence(), id - 1);
            long first = Math.max(1, state.getFirstSequence()); // a stream that never held anything begins at 0
            for (int looked = 0; sequence >= first && looked < MOST_LOOKED_AT; looked++) {
                if (found.size() == limit || bytes >= MOST_BYTES) {
                    break;
                }
                Optional<DeadLetter> letter = find(sequence).filter(wanted);
                if (letter.isPresent()) {
                    found.add(new Filed(sequence, letter.get()));
                    bytes += letter.get().payload().length;
                }
                sequence--;
            }
            boolean more = sequence >= first;
            return new Found(found, more ? Optional.of(sequence + 1) : Optional.empty());
        } catch (IOException | JetStreamApiException e) {
            throw away(e);
        }
    }

    /** The id of the newest letter ever parked. */
    long last() {
        try {
            return streams.getStreamInfo(Streams.DEADLETTER).getStreamState().getLastSequence();
        } catch (IOException | JetStreamApiException e) {
            throw away(e);
        }
    }

    /** The letters from one id to another that pass, oldest first; {@code subject} lets the server pass over strangers. */
    Found between(long from, long through, int limit, String subject, Predicate<DeadLetter> wanted) {
        List<Filed> found = new ArrayList<>();
        long bytes = 0;
        long sequence = from;
        for (int looked = 0; sequence <= through && looked < MOST_LOOKED_AT; looked++) {
            if (found.size() == limit || bytes >= MOST_BYTES) {
                break;
            }
            Optional<Filed> next = next(sequence, subject);
            if (next.isEmpty() || next.get().id() > through) {
                return new Found(found, Optional.empty());
            }
            if (wanted.test(next.get().letter())) {
                found.add(next.get());
                bytes += next.get().letter().payload().length;
            }
            sequence = next.get().id() + 1;
        }
        return new Found(found, sequence <= through ? Optional.of(sequence) : Optional.empty());
    }

    private Optional<Filed> next(long from, String subject) {
        try {
            MessageInfo message = streams.getNextMessage(Streams.DEADLETTER, from, subject);
            return Optional.of(new Filed(
                    message.getSeq(),
                    DeadLetters.parse(message.getSubject(), message.getHeaders(), message.getData())));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_MESSAGE) {
                return Optional.empty();
            }
            throw away(e);
        } catch (IOException e) {
            throw away(e);
        }
    }

    /** One letter; empty when there is none of that id, or no longer. */
    Optional<DeadLetter> find(long id) {
        try {
            MessageInfo message = streams.getMessage(Streams.DEADLETTER, id);
            return Optional.of(DeadLetters.parse(message.getSubject(), message.getHeaders(), message.getData()));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_SUCH_MESSAGE) {
                return Optional.empty();
            }
            throw away(e);
        } catch (IOException e) {
            throw away(e);
        }
    }

    /** Takes a letter out, once its message is on its way or an admin gave it up. One that is gone is fine. */
    void remove(long id) {
        try {
            streams.deleteMessage(Streams.DEADLETTER, id, false);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != NO_SUCH_MESSAGE) {
                throw away(e);
            }
        } catch (IOException e) {
            throw away(e);
        }
    }

    /**
     * Puts a mended letter in the place of the one it was made of. A crash in between leaves both; mending again the same way
     * leaves one.
     *
     * @return the id of the new letter
     */
    long replace(long id, DeadLetter mended) {
        try {
            long kept = letters.publish(
                            DeadLetters.message("mend-" + id + '-' + DeadLetterReplay.digest(mended), mended))
                    .getSeqno();
            remove(id);
            return kept;
        } catch (IOException | JetStreamApiException e) {
            throw away(e);
        }
    }

    private static Problem away(Exception cause) {
        return Problem.unavailable("the dead letters cannot be read now: " + cause.getMessage());
    }
}
