/**
 * Operators' tokens: a signing key pair and JSON Web Tokens, with nothing but the JDK.
 */
@NullMarked
package io.telltale.simulator.token;

import org.jspecify.annotations.NullMarked;
