/** What the documents say of metrics, tests and commands is so. */
@NullMarked
package io.telltale.simulator.documents;

import org.jspecify.annotations.NullMarked;
