package io.telltale.http;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.telltale.testkit.ApiContract;
import io.telltale.testkit.TokensResource;

@QuarkusTest
@WithTestResource(TokensResource.class)
class ShelfApiContractIT extends ApiContract {}
