/**
 * What an operator asked to be told about: pure records and the index that finds the rules of a series.
 *
 * <p>Begin with {@link io.telltale.alerting.rule.Rule}. Nothing here knows a clock, a database or a network.
 */
@NullMarked
package io.telltale.alerting.rule;

import org.jspecify.annotations.NullMarked;
