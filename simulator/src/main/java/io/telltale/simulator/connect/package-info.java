/**
 * How many connections a gateway holds and how fast it takes them: {@code sim connect}. Begin with {@code ConnectRun}.
 */
@NullMarked
package io.telltale.simulator.connect;

import org.jspecify.annotations.NullMarked;
