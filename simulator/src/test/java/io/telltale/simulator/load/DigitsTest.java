package io.telltale.simulator.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.stack.Telemetry;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {

    @Test
    void timesAreWrittenAsTheCalendarHasThem() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long micros = random.nextLong(0, 253_402_300_800_000_000L);
            byte[] text = new byte[Digits.TIME];

            assertThat(Digits.time(micros, text, 0)).isEqualTo(Digits.TIME);
            assertThat(new String(text, US_ASCII)).isEqualTo(Telemetry.time(micros));
        }
    }

    @Test
    void numbersAreWrittenInAsManyDigitsAsTheyHave() {
        for (long number : new long[] {0, 9, 10, 99, 100, 1_000_017, Long.MAX_VALUE}) {
            byte[] text = new byte[Digits.count(number)];

            assertThat(Digits.write(number, text, 0)).isEqualTo(text.length);
            assertThat(new String(text, US_ASCII)).isEqualTo(Long.toString(number));
        }
    }
}
