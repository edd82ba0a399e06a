package io.telltale.anomaly.feedback;

import io.telltale.anomaly.store.StoreException;
import io.telltale.http.Problem;

/** A database that cannot do it now is no fault of the sender's: 503, and the log has the cause. */
final class FeedbackFailures {

    private static final System.Logger LOG = System.getLogger(FeedbackFailures.class.getName());

    private FeedbackFailures() {}

    static Problem problem(StoreException failure) {
        LOG.log(System.Logger.Level.WARNING, "feedback not possible now", failure);
        return Problem.unavailable("the database cannot answer now: try again");
    }
}
