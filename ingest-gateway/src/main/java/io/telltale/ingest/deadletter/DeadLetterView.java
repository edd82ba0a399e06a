package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as operators see it.
 *
 * @param id under which it can be fetched and replayed
 * @param stage where it was refused
 * @param reason why, from the stage's closed list
 * @param detail what exactly was wrong
 * @param tenant whose it is
 * @param device who sent it
 * @param origin the topic or subject it came on
 * @param time when it was received
 * @param payload the original bytes, in base64 on the wire
 * @param text the same as text, left out when they are none
 * @param decoded the payload made readable; only where one letter is asked for
 */
record DeadLetterView(
        String id,
        String stage,
        String reason,
        String detail,
        String tenant,
        String device,
        String origin,
        Instant time,
        byte[] payload,
        @Nullable String text,
        @Nullable Decoded decoded) {

    /** As it stands in a list. */
    static DeadLetterView of(long id, DeadLetter letter) {
        return of(id, letter, null);
    }

    /** One alone. */
    static DeadLetterView whole(long id, DeadLetter letter) {
        return of(id, letter, Decoded.of(letter));
    }

    private static DeadLetterView of(long id, DeadLetter letter, @Nullable Decoded decoded) {
        return new DeadLetterView(
                Long.toString(id),
                letter.stage(),
                letter.reason(),
                letter.detail(),
                letter.tenant(),
                letter.device(),
                letter.origin(),
                letter.time(),
                letter.payload(),
                text(letter.payload()),
                decoded);
    }

    static @Nullable String text(byte[] payload) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
