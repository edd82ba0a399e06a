/**
 * How every service speaks HTTP. {@link io.telltale.http.Problem} is what a resource throws to refuse, {@link io.telltale.http.Caller}
 * says who asks and for which tenant, {@link io.telltale.http.PageQuery} and {@link io.telltale.http.Page} are the keyset pages. The rest
 * works by being on the class path: every refusal below {@code /api} is problem+json, every path there needs a bearer token, bodies are
 * bounded, the OpenAPI document names the refusals. The defaults are in {@code META-INF/microprofile-config.properties}.
 */
@NullMarked
package io.telltale.http;

import org.jspecify.annotations.NullMarked;
