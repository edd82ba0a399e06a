package io.telltale.alerting;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while readings and findings are judged: red when work is there and none of it was done for a while. */
@Readiness
@ApplicationScoped
class AlertingReadiness implements HealthCheck {

    private final Alerting alerting;

    AlertingReadiness(Alerting alerting) {
        this.alerting = alerting;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> problems = alerting.problems();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("alerting")
                .status(problems.isEmpty())
                .withData("shards", alerting.shards().size());
        for (int i = 0; i < problems.size(); i++) {
            response.withData("problem" + (i + 1), problems.get(i));
        }
        return response.build();
    }
}
