package io.telltale.http;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What somebody wrote without thinking of security. */
@Path("/api/forgotten")
public class Forgotten {
    @GET
    public String secret() {
        return "secret";
    }

    void install(@Observes Router router) {
        router.route("/api/route").handler(request -> request.end("secret"));
        router.route("/api/failing-route").handler(request -> {
            throw new IllegalStateException("password=secret");
        });
    }
}
