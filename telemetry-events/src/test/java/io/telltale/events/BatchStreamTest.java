package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BatchStreamTest {

    @Test
    void bringsEveryBatchInItsOrderAndThenTheEnd() throws Exception {
        BatchStream.Reader reader = reader(stream());
        assertThat(reader.next().orElseThrow().reading(0)).isEqualTo(new Reading("t", "d1", "m", 1, 1.5));
        assertThat(reader.next().orElseThrow().reading(0)).isEqualTo(new Reading("t", "d2", "m", 2, -1));
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void isLengthsAndBatches() throws Exception {
        byte[] first = batch("d1", 1, 1.5).toBytes();
        byte[] second = batch("d2", 2, -1).toBytes();
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(stream()))
                .isEqualTo(hex.toHexDigits(first.length)
                        + hex.formatHex(first)
                        + hex.toHexDigits(second.length)
                        + hex.formatHex(second)
                        + "00000000");
    }

    @Test
    void noPartOfAStreamPassesForAWholeOne() throws IOException {
        byte[] whole = stream();
        for (int length = 0; length < whole.length; length++) {
            BatchStream.Reader cut = reader(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> readAll(cut)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void refusesALengthThatNobodyWrote() {
        assertThatThrownBy(() -> reader(new byte[] {(byte) 0xff, 0, 0, 0}).next())
                .isInstanceOf(MalformedBatchException.class);
        assertThatThrownBy(() -> reader(new byte[] {0x7f, 0, 0, 0}).next()).isInstanceOf(MalformedBatchException.class);
    }

    private static void readAll(BatchStream.Reader reader) throws IOException, MalformedBatchException {
        while (reader.next().isPresent()) {
            // to the end
        }
    }

    private static BatchStream.Reader reader(byte[] bytes) {
        return new BatchStream.Reader(new ByteArrayInputStream(bytes));
    }

    private static byte[] stream() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BatchStream.Writer writer = new BatchStream.Writer(out);
        writer.write(batch("d1", 1, 1.5));
        writer.write(batch("d2", 2, -1));
        writer.end();
        return out.toByteArray();
    }

    private static ReadingBatch batch(String device, long micros, double value) {
        return ReadingBatch.builder(7).add("t", device, "m", micros, value).build();
    }
}
