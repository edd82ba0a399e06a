package io.telltale.alerting.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.telltale.alerting.store.StoreException;
import io.telltale.events.Json;
import io.telltale.http.ProblemDocument;
import io.telltale.http.ProblemKind;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database that is away is no fault of the sender's, and no incident of its own: 503. */
final class StoreFailures {

    private static final System.Logger LOG = System.getLogger(StoreFailures.class.getName());

    @ServerExceptionMapper
    Response refuse(StoreException failure, RoutingContext request) throws JsonProcessingException {
        ProblemKind kind = failure.away() ? ProblemKind.UNAVAILABLE : ProblemKind.INTERNAL;
        LOG.log(System.Logger.Level.WARNING, "request failed path=" + request.normalizedPath(), failure);
        ProblemDocument problem = new ProblemDocument(
                kind.type(),
                kind.title(),
                kind.status(),
                failure.away() ? "the database is away; try again" : "the database refused; the log says why",
                request.normalizedPath(),
                List.of());
        return Response.status(kind.status())
                .type(ProblemDocument.MEDIA_TYPE)
                .entity(Json.MAPPER.writeValueAsBytes(problem))
                .build();
    }
}
