package io.telltale.alerting.api;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.alerting.HistoryResource;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TimescaleResource;
import io.telltale.testkit.TokensResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the running service on a real database and a NATS server of its own. */
@QuarkusTest
@WithTestResource(TokensResource.class)
@WithTestResource(HistoryResource.class)
@WithTestResource(value = NatsResource.class, initArgs = @ResourceArg(name = "own", value = "true"))
@WithTestResource(value = TimescaleResource.class, initArgs = @ResourceArg(name = "database", value = "alerting"))
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface AlertingTest {}
