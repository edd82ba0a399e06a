package io.telltale.http;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** A small API as a service of ours would have it, for the tests of everything around it. */
@Path("/api/books")
@RolesAllowed({"viewer", "operator", "admin"})
public class Shelf {
    record Author(@NotBlank @Size(max = 99_000) String name) {}

    enum Cover {
        HARD,
        SOFT
    }

    record Book(
            @NotBlank @Size(max = 99_000) String title,
            @Nullable @Min(1) Integer pages,
            @Nullable Instant printed,
            @Nullable Duration reading,
            boolean lent,
            @Nullable Cover cover,
            @Nullable List<@Valid Author> authors) {
        Book {
            if ("forbidden".equals(title)) {
                throw new IllegalArgumentException("this title is on the index");
            }
        }
    }

    private final Caller caller;

    Shelf(Caller caller) {
        this.caller = caller;
    }

    @GET
    public Page<String> list(@BeanParam PageQuery page, @QueryParam("since") Optional<Instant> since) {
        int first = page.after().map(Shelf::number).orElse(0) + 1;
        List<String> found = IntStream.range(first, first + page.limit() + 1)
                .filter(number -> number <= 250)
                .mapToObj(Integer::toString)
                .toList();
        return Page.of(found, page.limit(), number -> number);
    }

    private static int number(String after) {
        try {
            return Integer.parseInt(after);
        } catch (NumberFormatException e) {
            throw Problem.invalid("after", "must be a number");
        }
    }

    @POST
    @RolesAllowed({"operator", "admin"})
    @ResponseStatus(201)
    @APIResponseSchema(value = Book.class, responseCode = "201")
    public Book add(@Valid Book book) {
        return book;
    }

    @PUT
    @Path("{title}")
    @RolesAllowed({"operator", "admin"})
    public Uni<Book> change(@PathParam("title") String title, @Valid Book book) {
        return Uni.createFrom().item(book);
    }

    @GET
    @Path("caller")
    public Map<String, String> caller() {
        return Map.of("tenant", caller.tenant(), "subject", caller.subject());
    }

    @GET
    @Operation(hidden = true)
    @Path("failing")
    public String failing(@QueryParam("how") String how, @QueryParam("count") int count, @QueryParam("id") UUID id) {
        throw switch (how) {
            case "missing" -> Problem.notFound("no book " + count);
            case "taken" -> Problem.conflict("there is such a book");
            case "away" -> Problem.unavailable("the shelf is locked").retryAfter(Duration.ofSeconds(7));
            default -> new IllegalStateException("password=secret");
        };
    }

    @GET
    @Operation(hidden = true)
    @Path("failing-later")
    public Uni<String> failingLater() {
        return Uni.createFrom().failure(new IllegalStateException("password=secret"));
    }
}
