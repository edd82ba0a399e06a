/**
 * Rules as files: the YAML that people keep in version control, and the way between a file and the rules of a tenant.
 *
 * <p>Begin with {@link io.telltale.alerting.rulefile.RuleFile}, then {@link io.telltale.alerting.rulefile.RulePlan}.
 */
@NullMarked
package io.telltale.alerting.rulefile;

import org.jspecify.annotations.NullMarked;
