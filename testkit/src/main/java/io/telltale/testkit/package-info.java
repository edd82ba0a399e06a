/**
 * Test scope only. Real servers ({@link io.telltale.testkit.NatsServer}, {@link io.telltale.testkit.Timescale},
 * {@link io.telltale.testkit.MqttBroker}) for plain JUnit tests ({@link io.telltale.testkit.RealServers}) and for
 * Quarkus tests ({@link io.telltale.testkit.NatsResource} and its neighbours), the suite that every HTTP API of ours
 * passes ({@link io.telltale.testkit.ApiContract}) and the rules of structure ({@link
 * io.telltale.testkit.ArchitectureRules}).
 */
@NullMarked
package io.telltale.testkit;

import org.jspecify.annotations.NullMarked;
