/**
 * Unit tests of rules, in the manner and the words of promtool: series go in, alerts are expected at times. No server is
 * needed; the rules are judged by {@link io.telltale.alerting.rehearsal.Rehearsal}, that is as they are live.
 *
 * <p>Begin with {@link io.telltale.alerting.ruletest.RuleTestFile}.
 */
@NullMarked
package io.telltale.alerting.ruletest;

import org.jspecify.annotations.NullMarked;
