package io.telltale.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseOutagesTest {

    @Test
    void whatPassesByItselfIsWorthAnotherTry() {
        for (String state : List.of("08006", "40P01", "40001", "53300", "57P01", "57P03")) {
            assertThat(DatabaseOutages.passing(refusal(state))).as(state).isTrue();
        }
        assertThat(DatabaseOutages.passing(new ConnectException("refused"))).isTrue();
        assertThat(DatabaseOutages.passing(new IllegalStateException(ClosedConnectionException.INSTANCE)))
                .isTrue();
    }

    @Test
    void whatIsWrongStaysWrong() {
        for (String state : List.of("23505", "42P01", "57014")) {
            assertThat(DatabaseOutages.passing(refusal(state))).as(state).isFalse();
        }
        assertThat(DatabaseOutages.passing(new IllegalStateException("bug"))).isFalse();
    }

    private static PgException refusal(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, "");
    }
}
