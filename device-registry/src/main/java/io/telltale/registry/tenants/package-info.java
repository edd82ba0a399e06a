/** Tenants: the walls between whose devices are whose. Entities stay inside. */
@NullMarked
package io.telltale.registry.tenants;

import org.jspecify.annotations.NullMarked;
