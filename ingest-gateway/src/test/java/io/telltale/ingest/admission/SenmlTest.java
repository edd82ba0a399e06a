package io.telltale.ingest.admission;

import static io.telltale.ingest.admission.AdmissionFixture.RECEIVED;
import static io.telltale.ingest.admission.AdmissionFixture.admitted;
import static io.telltale.ingest.admission.AdmissionFixture.reading;
import static io.telltale.ingest.admission.AdmissionFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 8428 and what it demands beyond them. */
class SenmlTest {

    private final AdmissionFixture fixture = new AdmissionFixture();

    @Test
    void takesTheMetricFromTheTailOfTheBaseNameWhenARecordHasNone() {
        assertThat(fixture.judge(
                        "[{\"bn\":\"urn:dev:ow:10e2073a01080063:temperature\",\"bt\":1.750000000123e9,\"v\":23.1}]"))
                .isEqualTo(admitted(reading("temperature", 1_750_000_000_123_000L, 23.1)));
    }

    @Test
    void carriesBaseNameTimeAndValueOnToLaterRecords() {
        assertThat(fixture.judge("[{\"bn\":\"urn:dev:ow:10e2:\",\"bt\":1750000000,\"bu\":\"A\",\"bver\":5,\"bv\":10,"
                        + "\"n\":\"voltage\",\"u\":\"V\",\"v\":120.1},"
                        + "{\"n\":\"current\",\"t\":-5,\"v\":1.2},"
                        + "{\"n\":\"current\",\"t\":-4,\"bt\":1750000100,\"v\":1.3,\"ut\":10},"
                        + "{\"n\":\"door\",\"vb\":true}]"))
                .isEqualTo(admitted(
                        reading("voltage", 1_750_000_000_000_000L, 130.1),
                        reading("current", 1_749_999_995_000_000L, 11.2),
                        reading("current", 1_750_000_096_000_000L, 11.3),
                        reading("door", 1_750_000_100_000_000L, 1)));
    }

    @Test
    void countsSmallTimesFromTheReceipt() {
        assertThat(fixture.judge(
                        "[{\"n\":\"a\",\"t\":-10,\"v\":1},{\"n\":\"a\",\"t\":2.5,\"v\":2},{\"n\":\"a\",\"v\":3}]"))
                .isEqualTo(admitted(
                        reading("a", RECEIVED - 10_000_000, 1),
                        reading("a", RECEIVED + 2_500_000, 2),
                        reading("a", RECEIVED, 3)));
    }

    @Test
    void ignoresUnknownLabelsButNotThoseThatMustBeUnderstood() {
        assertThat(fixture.judge("[{\"n\":\"a\",\"v\":1,\"foo\":{\"x\":1}}]"))
                .isEqualTo(admitted(reading("a", RECEIVED, 1)));
        assertThat(reason(fixture.judge("[{\"n\":\"a\",\"v\":1,\"foo_\":2}]"))).isEqualTo(Reason.UNSUPPORTED_VALUE);
    }

    @Test
    void aRecordOfBaseFieldsAloneIsNoValueAndNoFault() {
        assertThat(fixture.judge("[{\"bn\":\"urn:x:\",\"bt\":1750000000},{\"n\":\"a\",\"v\":1}]"))
                .isEqualTo(admitted(reading("a", 1_750_000_000_000_000L, 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"n\":\"a\",\"vs\":\"x\"}]          | UNSUPPORTED_VALUE",
                "[{\"n\":\"a\",\"vd\":\"aGk\"}]        | UNSUPPORTED_VALUE",
                "[{\"n\":\"a\",\"s\":1}]               | UNSUPPORTED_VALUE",
                "[{\"n\":\"a\",\"v\":\"1\"}]           | UNSUPPORTED_VALUE",
                "[{\"n\":\"a\"}]                       | UNSUPPORTED_VALUE",
                "[{\"bver\":11,\"n\":\"a\",\"v\":1}]   | UNSUPPORTED_VALUE",
                "[{\"bn\":\"urn:dev:\",\"v\":1}]       | INVALID_NAME",
                "[{\"n\":\"a/b\",\"v\":1}]             | INVALID_NAME",
                "[{\"n\":\"a\",\"t\":300000000,\"v\":1}] | BAD_TIMESTAMP",
                "[{\"n\":\"a\",\"bv\":1e308,\"v\":1e308}] | NOT_FINITE",
            })
    void refusesWhatCannotBeStored(String pack, Reason expected) {
        assertThat(reason(fixture.judge(pack))).isEqualTo(expected);
    }

    @Test
    void refusesOneRecordAndKeepsItsNeighbours() {
        assertThat(fixture.judge("[{\"n\":\"a\",\"v\":1},{\"n\":\"b\",\"vs\":\"x\"},{\"n\":\"c\",\"v\":2}]"))
                .isInstanceOfSatisfying(Verdict.Partly.class, partly -> assertThat(partly.readings())
                        .isEqualTo(List.of(reading("a", RECEIVED, 1), reading("c", RECEIVED, 2))));
    }

    @Test
    void readsTheCborForm() {
        String[] annotated = {
            "82", // the shape of the example in RFC 8428, section 6, cut to two records
            "a7",
            "21" + "781b" + "75726e3a6465763a6f773a3130653230373361303130383030363a", // bn urn:dev:ow:10e2073a0108006:
            "22" + "fb41d303a15b001062", // bt 1276020076.001
            "23" + "6141", // bu A
            "20" + "05", // bver 5
            "00" + "67766f6c74616765", // n voltage
            "01" + "6156", // u V
            "02" + "fb405e066666666666", // v 120.1
            "a3",
            "00" + "6763757272656e74", // n current
            "06" + "24", // t -5
            "02" + "fb3ff3333333333333", // v 1.2
        };
        byte[] pack = HexFormat.of().parseHex(String.join("", annotated));

        assertThat(fixture.judge(pack))
                .isEqualTo(admitted(
                        reading("voltage", 1_276_020_076_001_000L, 120.1),
                        reading("current", 1_276_020_071_001_000L, 1.2)));
    }

    @Test
    void refusesBrokenCbor() {
        assertThat(reason(fixture.judge(new byte[] {(byte) 0x82, (byte) 0xA7}))).isEqualTo(Reason.MALFORMED_CBOR);
    }
}
