package io.telltale.events;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Many batches one after the other, as one service sends stored history to another: each is its length, four bytes with the
 * most significant first, and its wire form. A length of zero is the end; a stream that stops without it broke off.
 *
 * <p>Memory for one batch at a time, on both sides. A stream is for one thread.
 */
public final class BatchStream {

    /** Content type of such a body. */
    public static final String MEDIA_TYPE = "application/vnd.telltale.reading-batches";

    /** Longest batch, in bytes. */
    public static final int MAX_BYTES = 8 << 20;

    private static final int END = 0;

    private BatchStream() {}

    /** Writes batches. Blocks as long as the other side does not read. */
    public static final class Writer {

        private final DataOutputStream out;

        public Writer(OutputStream out) {
            this.out = new DataOutputStream(out);
        }

        /** Writes one batch. */
        public void write(ReadingBatch batch) throws IOException {
            byte[] wire = batch.toBytes();
            if (wire.length > MAX_BYTES) {
                throw new IllegalArgumentException("a batch of " + wire.length + " bytes: at most " + MAX_BYTES);
            }
            out.writeInt(wire.length);
            out.write(wire);
        }

        /** Says that this was all. */
        public void end() throws IOException {
            out.writeInt(END);
            out.flush();
        }
    }

    /** Reads batches. Blocks until the next one is there. */
    public static final class Reader {

        private final DataInputStream in;

        public Reader(InputStream in) {
            this.in = new DataInputStream(in);
        }

        /**
         * The next batch; empty at the end.
         *
         * @throws EOFException when the stream broke off before its end
         * @throws MalformedBatchException when it holds something else than batches
         */
        public Optional<ReadingBatch> next() throws IOException, MalformedBatchException {
            int length = in.readInt();
            if (length == END) {
                return Optional.empty();
            }
            if (length < 0 || length > MAX_BYTES) {
                throw new MalformedBatchException("a batch of " + length + " bytes: at most " + MAX_BYTES);
            }
            byte[] wire = in.readNBytes(length);
            if (wire.length < length) {
                throw new EOFException("the stream broke off in the middle of a batch");
            }
            return Optional.of(ReadingBatch.parse(wire));
        }
    }
}
