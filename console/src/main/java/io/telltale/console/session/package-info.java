/** Who asks: bearer tokens, and the cookie that carries one for a browser. {@link Door} is passed by every call to the API. */
@NullMarked
package io.telltale.console.session;

import org.jspecify.annotations.NullMarked;
