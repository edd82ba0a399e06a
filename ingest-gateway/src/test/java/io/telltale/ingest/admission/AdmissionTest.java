package io.telltale.ingest.admission;

import static io.telltale.ingest.admission.AdmissionFixture.RECEIVED;
import static io.telltale.ingest.admission.AdmissionFixture.TOPIC;
import static io.telltale.ingest.admission.AdmissionFixture.admitted;
import static io.telltale.ingest.admission.AdmissionFixture.detail;
import static io.telltale.ingest.admission.AdmissionFixture.reading;
import static io.telltale.ingest.admission.AdmissionFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private static final long TS = 1_750_000_000_123_000L;

    private final AdmissionFixture fixture = new AdmissionFixture();

    @Test
    void admitsFlatJsonWithNumbersAndBooleans() {
        assertThat(fixture.judge("{\"ts\":1750000000123,\"temperature\":21.5,\"door\":true,\"alarm\":false}"))
                .isEqualTo(admitted(reading("temperature", TS, 21.5), reading("door", TS, 1), reading("alarm", TS, 0)));
    }

    @Test
    void readsTheTimeWhereverItStandsInTheObject() {
        assertThat(fixture.judge("{\"temperature\":21.5,\"ts\":1750000000123}"))
                .isEqualTo(admitted(reading("temperature", TS, 21.5)));
    }

    @Test
    void admitsValuesInTheirOwnObject() {
        assertThat(fixture.judge("{\"ts\":\"2025-06-15T15:06:40.123Z\",\"values\":{\"a\":1,\"b\":-2e3}}"))
                .isEqualTo(admitted(reading("a", TS, 1), reading("b", TS, -2000)));
    }

    @Test
    void admitsArraysOfBothForms() {
        assertThat(fixture.judge("[{\"ts\":1750000000123,\"a\":1},{\"ts\":1750000000124,\"values\":{\"a\":2}}]"))
                .isEqualTo(admitted(reading("a", TS, 1), reading("a", TS + 1000, 2)));
    }

    @ParameterizedTest
    @CsvSource({"21.5,21.5", "-3,-3", "' 4e2\n',400", "true,1", "false,0", "+7,7"})
    void admitsABareNumberOnAMetricsTopic(String payload, double value) {
        assertThat(fixture.judge(TOPIC + "/temperature", payload))
                .isEqualTo(admitted(reading("temperature", RECEIVED, value)));
    }

    @Test
    void stampsReadingsWithoutTimeWithTheirReceiptNeverTwiceTheSame() {
        Verdict first = fixture.judge("{\"a\":1,\"b\":2}");
        Verdict second = fixture.judge("{\"a\":3}");

        assertThat(first).isEqualTo(admitted(reading("a", RECEIVED, 1), reading("b", RECEIVED, 2)));
        assertThat(second).isEqualTo(admitted(reading("a", RECEIVED + 1, 3)));
    }

    @Test
    void stampsTheElementsOfAnArrayAMicrosecondApart() {
        assertThat(fixture.judge("[{\"a\":1},{\"a\":2},{\"b\":3}]"))
                .isEqualTo(
                        admitted(reading("a", RECEIVED, 1), reading("a", RECEIVED + 1, 2), reading("b", RECEIVED, 3)));
    }

    @ParameterizedTest
    @CsvSource({
        "1750000000123,1750000000123000",
        "1750000000123.4567,1750000000123457",
        "'\"2025-06-15T15:06:40.123456Z\"',1750000000123456",
        "'\"2025-06-15T17:06:40.123456789+02:00\"',1750000000123456",
    })
    void readsTimesToTheMicrosecond(String ts, long micros) {
        assertThat(fixture.judge("{\"ts\":" + ts + ",\"a\":1}")).isEqualTo(admitted(reading("a", micros, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1750000000",
                "1750000000123456",
                "-1",
                "1e300",
                "null",
                "true",
                "[]",
                "{}",
                "\"yesterday\"",
                "\"2025-06-15\"",
                "\"2025-06-15T15:06:40\"",
                "\"1750000000123\""
            })
    void refusesTimesThatCannotBeMeant(String ts) {
        assertThat(reason(fixture.judge("{\"ts\":" + ts + ",\"a\":1}"))).isEqualTo(Reason.BAD_TIMESTAMP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{bad                       | MALFORMED_JSON",
                "{\"a\":1}{\"b\":2}         | MALFORMED_JSON",
                "{\"a\":1                   | MALFORMED_JSON",
                "[{\"a\":1}                 | MALFORMED_JSON",
                "{\"a\":01}                 | MALFORMED_JSON",
                "{\"a\":NaN}                | MALFORMED_JSON",
                "{\"a\":Infinity}           | MALFORMED_JSON",
                "{\"a\":1,\"a\":2}          | MALFORMED_JSON",
                "{\"values\":{\"a\":1,\"a\":2}} | MALFORMED_JSON",
                "{\"a\":1e999}              | NOT_FINITE",
                "{\"a\":\"x\"}              | UNSUPPORTED_VALUE",
                "{\"a\":null}               | UNSUPPORTED_VALUE",
                "{\"a\":[1]}                | UNSUPPORTED_VALUE",
                "{\"a\":{\"b\":1}}          | UNSUPPORTED_VALUE",
                "{\"values\":{\"a\":{\"b\":1}}} | UNSUPPORTED_VALUE",
                "12                         | UNSUPPORTED_VALUE",
                "\"x\"                      | UNSUPPORTED_VALUE",
                "{\"a b\":1}                | INVALID_NAME",
                "{\"\":1}                   | INVALID_NAME",
                "{\"a.b\":1}                | INVALID_NAME",
                "{}                         | EMPTY",
                "[]                         | EMPTY",
                "{\"ts\":1750000000123}     | EMPTY",
                "'  '                       | EMPTY",
            })
    void refusesWithItsReason(String payload, Reason expected) {
        assertThat(reason(fixture.judge(payload))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN,NOT_FINITE",
        "1e999,NOT_FINITE",
        "1d,UNSUPPORTED_VALUE",
        "0x1p3,UNSUPPORTED_VALUE",
        "1-2,UNSUPPORTED_VALUE",
        "warm,UNSUPPORTED_VALUE",
        "{\"a\":1},UNSUPPORTED_VALUE",
        "' ',EMPTY"
    })
    void refusesWhatIsNoNumberOnAMetricsTopic(String payload, Reason expected) {
        assertThat(reason(fixture.judge(TOPIC + "/temperature", payload))).isEqualTo(expected);
    }

    @Test
    void keepsTheGoodValuesOfAPartlyBadMessage() {
        Verdict verdict = fixture.judge("{\"ts\":1750000000123,\"a\":1,\"b\":\"x\",\"c d\":2,\"e\":3}");

        assertThat(verdict)
                .isEqualTo(new Verdict.Partly(
                        List.of(reading("a", TS, 1), reading("e", TS, 3)),
                        List.of(
                                new Refusal(
                                        Reason.UNSUPPORTED_VALUE, "'b' is a string: a value is a number or a boolean"),
                                new Refusal(
                                        Reason.INVALID_NAME,
                                        "metric 'c d' must be 1 to 64 of A-Z a-z 0-9 _ - and begin with a letter or"
                                                + " digit")),
                        RECEIVED));
    }

    @Test
    void aBadTimeRefusesItsOwnElementOnly() {
        Verdict verdict = fixture.judge("[{\"ts\":1750000000123,\"a\":1},{\"ts\":5,\"a\":2},3]");

        assertThat(verdict)
                .isEqualTo(new Verdict.Partly(
                        List.of(reading("a", TS, 1)),
                        List.of(
                                new Refusal(Reason.BAD_TIMESTAMP, "ts: " + Timestamps.EXPECTED),
                                new Refusal(Reason.UNSUPPORTED_VALUE, "element 2 of the array is not an object")),
                        RECEIVED));
    }

    @Test
    void aFaultOfSyntaxRefusesEvenWhatWasReadBeforeIt() {
        assertThat(reason(fixture.judge("[{\"a\":1},{\"a\":}]"))).isEqualTo(Reason.MALFORMED_JSON);
    }

    @Test
    void saysWhereTheSyntaxIsBroken() {
        assertThat(detail(fixture.judge("{\"a\": 1,\n b}")))
                .startsWith("line 2 column 2: Unexpected character ('b' (code 98))");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThat(reason(fixture.judge(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})))
                .isEqualTo(Reason.INVALID_UTF8);
        assertThat(reason(fixture.judge("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))))
                .isEqualTo(Reason.MALFORMED_JSON);
    }

    @Test
    void refusesMoreBytesOrValuesThanAreTaken() {
        String twentyOne =
                IntStream.range(0, 21).mapToObj(i -> "\"m" + i + "\":" + i).collect(Collectors.joining(",", "{", "}"));

        assertThat(reason(fixture.judge(twentyOne))).isEqualTo(Reason.TOO_MANY_VALUES);
        assertThat(reason(fixture.judge("[" + (twentyOne + ",").repeat(2) + twentyOne + "]")))
                .isEqualTo(Reason.TOO_MANY_VALUES);
        assertThat(reason(fixture.judge(" ".repeat(4097)))).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(fixture.judge(""))).isEqualTo(Reason.EMPTY);
    }

    @Test
    void refusesNestingAndNumbersBeyondTheirBounds() {
        assertThat(reason(fixture.judge("{\"a\":" + "[".repeat(50) + "]".repeat(50) + "}")))
                .isEqualTo(Reason.MALFORMED_JSON);
        assertThat(reason(fixture.judge("{\"a\":" + "9".repeat(200) + "}"))).isEqualTo(Reason.MALFORMED_JSON);
    }

    @Test
    void tellsTheFirstFaultsAndCountsTheRest() {
        String bad = IntStream.range(0, 20).mapToObj(i -> "{\"a\":null}").collect(Collectors.joining(",", "[", "]"));

        assertThat(fixture.judge(bad))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.refusals())
                        .hasSize(Gathered.TOLD)
                        .last()
                        .extracting(Refusal::detail)
                        .isEqualTo("'a' is null: a value is a number or a boolean (and 4 more faults)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "telemetry",
                "telemetry/default",
                "telemetry/default/",
                "telemetry//pump-7",
                "telemetry/default/pump-7/",
                "telemetry/default/pump-7/a/b",
                "telemetry/default/pump 7",
                "telemetry/default/pump.7",
                "other/default/pump-7",
                "/telemetry/default/pump-7",
                "telemetrx/default/pump-7",
                "telemetry/default.pump-7"
            })
    void refusesTopicsThatAreNoneForReadings(String topic) {
        assertThat(reason(fixture.judge(topic, "1"))).isEqualTo(Reason.BAD_TOPIC);
    }

    @ParameterizedTest
    @CsvSource({
        "pump-7,telemetry/default/child/a,NOT_YOUR_TOPIC",
        "pump-7,telemetry/default/nobody/a,NOT_YOUR_TOPIC",
        "pump-7,telemetry/default/orphan/a,NOT_YOUR_TOPIC",
        "pump-7,telemetry/default/pump-70,NOT_YOUR_TOPIC",
        "pump-7,telemetry/default/pump-70/a,NOT_YOUR_TOPIC",
        "site,telemetry/other/child/a,NOT_YOUR_TOPIC",
        "site,telemetry/default/pump-7/a,NOT_YOUR_TOPIC",
        "site,telemetry/default/dead-child/a,DEVICE_DISABLED",
        "off,telemetry/default/off/a,DEVICE_DISABLED",
        "nobody,telemetry/default/nobody/a,UNKNOWN_DEVICE"
    })
    void letsNobodySpeakForOthers(String sender, String topic, Reason expected) {
        assertThat(reason(fixture.judgeFrom(sender, topic))).isEqualTo(expected);
    }

    @Test
    void letsAGatewaySpeakForItsChildren() {
        assertThat(fixture.judgeFrom("site", "telemetry/default/child/a")).isInstanceOf(Verdict.Admitted.class);
        assertThat(fixture.judgeFrom("site", "telemetry/default/site/a")).isInstanceOf(Verdict.Admitted.class);
    }
}
