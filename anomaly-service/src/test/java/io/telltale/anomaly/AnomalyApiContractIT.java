package io.telltale.anomaly;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.testkit.ApiContract;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TimescaleResource;
import io.telltale.testkit.TokensResource;

@QuarkusTest
@WithTestResource(NatsResource.class)
@WithTestResource(TokensResource.class)
@WithTestResource(value = TimescaleResource.class, initArgs = @ResourceArg(name = "database", value = "telemetry"))
class AnomalyApiContractIT extends ApiContract {}
