/** Profiles: what a kind of device measures and how far its clock may be off. Entities stay inside. */
@NullMarked
package io.telltale.registry.profiles;

import org.jspecify.annotations.NullMarked;
