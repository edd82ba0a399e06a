package io.telltale.alerting.api;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.testkit.ApiContract;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TimescaleResource;
import io.telltale.testkit.TokensResource;

@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(NatsResource.class)
@WithTestResource(value = TimescaleResource.class, initArgs = @ResourceArg(name = "database", value = "alerting"))
class AlertingApiContractIT extends ApiContract {}
