/**
 * From the streams to alerts: readings and findings are judged by the rules, and what changed is committed.
 *
 * <p>Begin with {@link io.telltale.alerting.intake.RuleIntake}.
 */
@NullMarked
package io.telltale.alerting.intake;

import org.jspecify.annotations.NullMarked;
