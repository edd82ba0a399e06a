/**
 * {@code ./telltale rules}: rules as files, from the command line. {@link io.telltale.alerting.cli.RulesCommand} is the front
 * page; {@code check} and {@code test} need no server.
 */
@NullMarked
package io.telltale.alerting.cli;

import org.jspecify.annotations.NullMarked;
