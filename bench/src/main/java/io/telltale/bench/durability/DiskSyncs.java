package io.telltale.bench.durability;

import io.telltale.bench.durability.DurabilityBenchmark.Case;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** The yardstick: how often a second this disk takes an append and its {@code fdatasync}, one after the other. */
final class DiskSyncs implements AutoCloseable {

    private static final List<Integer> BYTES = List.of(128, 16_384);

    private final FileChannel file;

    DiskSyncs(Path scratch) throws IOException {
        file = FileChannel.open(scratch.resolve("syncs"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    List<Case> cases() {
        return BYTES.stream()
                .map(bytes -> new Case("disk", bytes, true, time -> measure(bytes, time)))
                .toList();
    }

    private double measure(int bytes, Duration time) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(bytes);
        long begin = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - begin < time.toNanos()) {
            file.write(block.clear());
            file.force(false);
            count++;
        }
        return count * 1e9 / (System.nanoTime() - begin);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
