package io.telltale.anomaly.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatesTest {

    @Test
    void knowsARepeatedReading() {
        assertThat(of("23505")).isEqualTo(SqlStates.REPEATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22008", "22P02", "23502", "23514", "P0001"})
    void blamesTheRowForItsData(String state) {
        assertThat(of(state)).isEqualTo(SqlStates.REFUSED_DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"08006", "40001", "40P01", "53100", "53300", "55P03", "57P01", "58030", "42501", "42P01", "XX000"
            })
    void neverBlamesTheRowForTheDatabase(String state) {
        assertThat(of(state)).isEqualTo(SqlStates.UNAVAILABLE);
    }

    @Test
    void triesAgainWhenThereIsNoState() {
        assertThat(of(null)).isEqualTo(SqlStates.UNAVAILABLE);
    }

    private static SqlStates of(String state) {
        return SqlStates.of(new SQLException("failed", state));
    }
}
