package io.telltale.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.simulator.load.DeviceAccount;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingAccountTest {

    /** Message i is due at 10 i; the fault begins at 50, the next one at 80. */
    private static final List<Step> STEPS =
            List.of(step("gateway:kill", 50, 9_000), step("nats-server:freeze", 80, 200));

    private static final DeadLetterAccount NO_LETTERS = new DeadLetterAccount(0, 0, 0, 0);
    private static final AlertAccount NO_ALERTS = AlertAccount.of(List.of(), List.of(), List.of());

    private final ReadingAccount account = new ReadingAccount(STEPS);

    @Test
    void countsAReadingWithTheFaultInWhoseTimeItWasDue() {
        account.add(device(10, set(0, 10), set(0, 10), set()), (device, sequence) -> 10 * sequence);

        assertThat(account.span(0)).isEqualTo(new ReadingAccount.Span(5, 5, 0, 0));
        assertThat(account.span(1)).isEqualTo(new ReadingAccount.Span(3, 3, 0, 0));
        assertThat(account.span(2)).isEqualTo(new ReadingAccount.Span(2, 2, 0, 0));
        assertThat(account.total()).isEqualTo(new ReadingAccount.Span(10, 10, 0, 0));
        assertThat(problems()).isEmpty();
    }

    @Test
    void findsWhatWasAcknowledgedAndIsNotStored() {
        account.add(device(10, set(0, 10), set(0, 6), set()), (device, sequence) -> 10 * sequence);

        assertThat(account.span(1)).isEqualTo(new ReadingAccount.Span(3, 1, 2, 0));
        assertThat(account.span(2)).isEqualTo(new ReadingAccount.Span(2, 0, 2, 0));
        assertThat(account.named())
                .containsExactly("lost chaos-1 #6", "lost chaos-1 #7", "lost chaos-1 #8", "lost chaos-1 #9");
        assertThat(problems()).containsExactly("4 acknowledged readings are not stored");
    }

    @Test
    void findsWhatIsStoredTwice() {
        account.add(device(10, set(0, 10), set(0, 10), set(5, 6)), (device, sequence) -> 10 * sequence);

        assertThat(account.span(1)).isEqualTo(new ReadingAccount.Span(3, 3, 0, 1));
        assertThat(problems()).containsExactly("1 readings are stored more than once");
    }

    @Test
    void letsAnUnacknowledgedReadingBeStoredOrNot() {
        account.add(device(10, set(0, 8), set(0, 9), set()), (device, sequence) -> 10 * sequence);

        assertThat(account.unacknowledged()).isEqualTo(2);
        assertThat(problems()).isEmpty();
    }

    @Test
    void provesNothingWhenNothingWasAcknowledged() {
        assertThat(problems()).containsExactly("nothing was acknowledged, so nothing is proved");
    }

    @Test
    void holdsALongRecoveryAndNoneAgainstTheRun() {
        account.add(device(1, set(0, 1), set(0, 1), set()), (device, sequence) -> sequence);

        assertThat(Verdict.problems(
                        account,
                        NO_ALERTS,
                        NO_LETTERS,
                        List.of(
                                step("gateway:kill", 50, 10_001),
                                new Step(Fault.parse("broker:kill"), 1, OptionalLong.empty(), 0)),
                        Duration.ofSeconds(10)))
                .containsExactly("gateway:kill took 10.0 s to recover", "broker:kill was not recovered from");
    }

    private List<String> problems() {
        return Verdict.problems(account, NO_ALERTS, NO_LETTERS, STEPS, Duration.ofSeconds(10));
    }

    private static Step step(String fault, long begin, long millis) {
        return new Step(Fault.parse(fault), begin, OptionalLong.of(millis), millis);
    }

    private static DeviceAccount device(int published, BitSet acknowledged, BitSet stored, BitSet repeated) {
        return new DeviceAccount("chaos-1", 0, published, acknowledged, 0, stored, repeated, 0);
    }

    private static BitSet set(int... range) {
        BitSet set = new BitSet();
        if (range.length == 2) {
            IntStream.range(range[0], range[1]).forEach(set::set);
        }
        return set;
    }
}
