/**
 * How long a reading takes to become a webhook. Front page: {@link io.telltale.simulator.alarm.AlarmRun}.
 */
@NullMarked
package io.telltale.simulator.alarm;

import org.jspecify.annotations.NullMarked;
