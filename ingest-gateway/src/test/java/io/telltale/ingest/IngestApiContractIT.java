package io.telltale.ingest;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.testkit.ApiContract;
import io.telltale.testkit.NatsResource;
import io.telltale.testkit.TokensResource;

@QuarkusTest
@WithTestResource(NatsResource.class)
@WithTestResource(TokensResource.class)
class IngestApiContractIT extends ApiContract {}
