/** What a service's heap takes of the machine. */
@NullMarked
package io.telltale.heap;

import org.jspecify.annotations.NullMarked;
