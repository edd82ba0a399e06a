/**
 * Rules as JSON: on the API, in files of rules, and in the database. Strict; errors name the field.
 *
 * <p>Begin with {@link io.telltale.alerting.rulejson.RuleJson}.
 */
@NullMarked
package io.telltale.alerting.rulejson;

import org.jspecify.annotations.NullMarked;
