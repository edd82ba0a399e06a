/**
 * Alerts that are told together, and when: the decisions of Alertmanager's dispatcher and its dedup stage as pure functions.
 * Begin with {@link io.telltale.alerting.group.Flush}.
 */
@NullMarked
package io.telltale.alerting.group;

import org.jspecify.annotations.NullMarked;
