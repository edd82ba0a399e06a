/**
 * The packaged services on real servers, as {@code ./telltale up} brings them, seen from outside: stock MQTT clients, SQL,
 * HTTP and a webhook receiver.
 */
@NullMarked
package io.telltale.simulator.endtoend;

import org.jspecify.annotations.NullMarked;
