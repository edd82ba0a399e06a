package io.telltale.anomaly.query;

import io.telltale.http.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a bucket's value is. */
enum Aggregate {
    AVG("avg(value)"),
    MIN("min(value)"),
    MAX("max(value)"),
    SUM("sum(value)"),
    COUNT("count(*)::double precision"),
    LAST("last(value, ts)");

    private final String sql;

    Aggregate(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    static Optional<Aggregate> parameter(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(a -> a.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("aggregate", "must be one of avg, min, max, sum, count, last")));
    }
}
