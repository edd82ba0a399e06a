package io.telltale.anomaly.feedback;

import java.util.List;

/** What became of what an operator said. */
sealed interface Said {

    /**
     * It stands in the table, now or since it was said before.
     *
     * @param id the row
     * @param marks everything that was ever said of the series, in that order
     */
    record Recorded(long id, List<Mark> marks) implements Said {}

    /** The tenant has no such finding. */
    record UnknownFinding() implements Said {}

    /** Nothing stands that could be withdrawn. */
    record NothingToWithdraw() implements Said {}

    /** So much was said of the series already that nothing more is taken. */
    record TooMuch(int most) implements Said {}
}
