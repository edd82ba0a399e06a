/** The directory: the KV bucket {@code devices}, kept equal to the table. Begin with {@link
 * io.telltale.registry.directory.DirectoryKeeper}. Only here does the registry speak NATS and JDBC. */
@NullMarked
package io.telltale.registry.directory;

import org.jspecify.annotations.NullMarked;
