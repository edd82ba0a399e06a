package io.telltale.http;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which page of a list: {@code ?after=&limit=}. A resource method takes it as {@code @BeanParam}. */
public class PageQuery {
    /** Items in a page when nobody says. */
    public static final int DEFAULT_LIMIT = 100;

    /** Items in a page at most. */
    public static final int MAX_LIMIT = 1000;

    @QueryParam("after")
    @Parameter(description = "the `next` of the page before")
    @Nullable
    String after;

    @QueryParam("limit")
    @Parameter(
            description = "items in a page",
            schema =
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "" + MAX_LIMIT,
                            defaultValue = "" + DEFAULT_LIMIT))
    @Nullable
    String limit;

    /** For the framework. */
    public PageQuery() {}

    /** The same without a request. */
    public PageQuery(@Nullable String after, @Nullable String limit) {
        this.after = after;
        this.limit = limit;
    }

    /** The {@code next} of the page before; empty for the first page. */
    public Optional<String> after() {
        return Optional.ofNullable(after).filter(text -> !text.isEmpty());
    }

    /**
     * Items wanted, 1 to {@value #MAX_LIMIT}.
     *
     * @throws Problem 400 for anything else
     */
    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int wanted = Integer.parseInt(limit);
            if (wanted >= 1 && wanted <= MAX_LIMIT) {
                return wanted;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw Problem.invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT);
    }
}
