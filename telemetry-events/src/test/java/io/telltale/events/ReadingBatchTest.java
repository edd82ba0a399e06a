package io.telltale.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.events.wire.Device;
import io.telltale.events.wire.ReadingColumns;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadingBatchTest {

    @Test
    void keepsItsBytesFromReleaseToRelease() {
        ReadingBatch batch = ReadingBatch.builder(1_000_000)
                .add("default", "pump-7", "temperature", 1_000_000, 21.5)
                .add("default", "pump-7", "pressure", 1_000_001, -1)
                .build();

        assertThat(HexFormat.of().formatHex(batch.toBytes()))
                .isEqualTo("0a110a0764656661756c74120670756d702d37120b74656d706572617475726512087072657373757265"
                        + "1a02000022020001"
                        + "2a0480897a023210000000000080354" + "0000000000000f0bf38c0843d");
    }

    @Test
    void comesBackAsItWasSent() throws MalformedBatchException {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            List<Reading> sent = randomReadings(random);
            ReadingBatch.Builder builder = ReadingBatch.builder(random.nextLong(1L << 50));
            sent.forEach(builder::add);

            ReadingBatch parsed = ReadingBatch.parse(builder.toBytes());

            assertThat(builder.toBytes()).isEqualTo(builder.build().toBytes());
            List<Reading> received = new ArrayList<>();
            for (int i = 0; i < parsed.size(); i++) {
                received.add(parsed.reading(i));
            }
            assertThat(received).isEqualTo(sent);
        }
    }

    @Test
    void writesWhatGeneratedCodeWrites() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 100; round++) {
            ReadingBatch.Builder builder = ReadingBatch.builder(random.nextLong(1L << 50));
            randomReadings(random).forEach(builder::add);
            byte[] wire = builder.toBytes();

            assertThat(ReadingColumns.parseFrom(wire).toByteArray()).isEqualTo(wire);
        }
    }

    @Test
    void readsFieldsInAnyOrderAndPassesOverUnknownOnes() throws Exception {
        ReadingBatch batch = ReadingBatch.builder(1_000_000)
                .add("default", "pump-7", "temperature", 1_000_000, 21.5)
                .add("default", "pump-7", "pressure", 1_000_001, -1)
                .build();
        byte[] wire = batch.toBytes();
        byte[] unknown = {(byte) 0x82, 0x06, 1, 7, (byte) 0x88, 0x06, 5};
        int received = wire.length - 4;
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(wire, received, 4);
        turned.writeBytes(unknown);
        turned.write(wire, 0, received);

        assertThat(ReadingBatch.parse(turned.toByteArray()).toBytes()).isEqualTo(wire);
    }

    @Test
    void refusesAColumnInPieces() {
        byte[] wire = ReadingBatch.builder(1)
                .add("default", "pump-7", "temperature", 1, 21.5)
                .build()
                .toBytes();
        byte[] twice = Arrays.copyOf(wire, wire.length * 2);
        System.arraycopy(wire, 0, twice, wire.length, wire.length);
        assertThatThrownBy(() -> ReadingBatch.parse(twice))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessage("not a reading batch: a column comes in several pieces");
    }

    @Test
    void refusesAColumnThatEndsWithinANumber() {
        assertThatThrownBy(() -> ReadingBatch.parse(new byte[] {0x1a, 2, 0, (byte) 0x80}))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessage("not a reading batch: a column ends within a number");
    }

    @Test
    void keepsDevicesOfSeveralTenantsApartThatHaveOneName() {
        ReadingBatch batch = ReadingBatch.builder(1)
                .add("north", "pump", "flow", 1, 1)
                .add("south", "pump", "flow", 2, 2)
                .add("north", "pump", "level", 3, 3)
                .build();

        assertThat(batch.devices()).isEqualTo(2);
        assertThat(batch.metrics()).isEqualTo(2);
        assertThat(batch.reading(1)).isEqualTo(new Reading("south", "pump", "flow", 2, 2));
        assertThat(batch.deviceIndex(2)).isEqualTo(batch.deviceIndex(0));
        assertThat(batch.metricIndex(2)).isEqualTo(1);
    }

    @Test
    void whatIsAddedAfterwardsIsInTheNextBatchOnly() {
        ReadingBatch.Builder builder = ReadingBatch.builder(1).add("default", "pump", "flow", 1, 1);
        ReadingBatch first = builder.build();
        builder.add("default", "valve", "level", 2, 2);

        assertThat(first.size()).isEqualTo(1);
        assertThat(first.devices()).isEqualTo(1);
        assertThat(builder.build().size()).isEqualTo(2);
    }

    @Test
    void estimatesItsSizeFromAbove() {
        SplittableRandom random = new SplittableRandom(8);
        ReadingBatch.Builder builder = ReadingBatch.builder(1);
        for (int i = 0; i < 2000; i++) {
            builder.add(
                    "default", "device-" + random.nextInt(500), "m" + random.nextInt(9), random.nextLong(1L << 40), 1);
        }
        int estimate = builder.estimatedBytes();
        assertThat(builder.build().toBytes().length).isLessThanOrEqualTo(estimate + estimate / 10);
    }

    @Test
    void refusesRandomBytesWithoutAnyOtherException() {
        SplittableRandom random = new SplittableRandom(9);
        byte[] good = ReadingBatch.builder(1)
                .add("default", "pump-7", "temperature", 1, 21.5)
                .build()
                .toBytes();
        for (int round = 0; round < 10_000; round++) {
            byte[] mutated = good.clone();
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            try {
                ReadingBatch batch = ReadingBatch.parse(mutated);
                for (int i = 0; i < batch.size(); i++) {
                    assertThat(batch.reading(i)).isNotNull();
                }
            } catch (MalformedBatchException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void refusesColumnsOfDifferentLength() {
        ReadingColumns columns = ReadingColumns.newBuilder().addValue(1).build();
        assertThatThrownBy(() -> ReadingBatch.parse(columns.toByteArray()))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessage("columns differ in length: value=1 time=0 device=0 metric=0");
    }

    @Test
    void refusesARowThatPointsOutsideItsDictionary() {
        ReadingColumns columns = ReadingColumns.newBuilder()
                .addDevices(Device.newBuilder().setTenant("default").setName("pump-7"))
                .addMetrics("temperature")
                .addDevice(0)
                .addMetric(1)
                .addTime(1)
                .addValue(1)
                .build();
        assertThatThrownBy(() -> ReadingBatch.parse(columns.toByteArray()))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessage("row 0 points outside its dictionary");
    }

    @Test
    void refusesNamesThatCouldBreakASubject() {
        ReadingColumns columns = ReadingColumns.newBuilder()
                .addDevices(Device.newBuilder().setTenant("default").setName("pump.>"))
                .build();
        assertThatThrownBy(() -> ReadingBatch.parse(columns.toByteArray()))
                .isInstanceOf(MalformedBatchException.class)
                .hasMessage("no name of a device: default.pump.>");
    }

    private static List<Reading> randomReadings(SplittableRandom random) {
        List<Reading> readings = new ArrayList<>();
        int size = random.nextInt(300);
        for (int i = 0; i < size; i++) {
            readings.add(new Reading(
                    "tenant" + random.nextInt(3),
                    "device-" + random.nextInt(20),
                    "metric_" + random.nextInt(10),
                    random.nextLong(-62_135_596_800_000_000L, 253_402_300_800_000_000L),
                    random.nextDouble(-1e300, 1e300)));
        }
        return readings;
    }
}
