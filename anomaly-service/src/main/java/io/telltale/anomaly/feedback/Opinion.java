package io.telltale.anomaly.feedback;

import java.util.Optional;

/**
 * What somebody says of a finding.
 *
 * @param verdict empty to withdraw what was said before
 * @param by whose token it is
 */
record Opinion(Optional<Verdict> verdict, Optional<String> comment, String by) {

    static Opinion withdrawal(String by) {
        return new Opinion(Optional.empty(), Optional.empty(), by);
    }

    /** Whether this is what was said already, by whomever. */
    boolean saidBy(Mark mark) {
        return mark.verdict().equals(verdict) && mark.comment().equals(comment);
    }
}
