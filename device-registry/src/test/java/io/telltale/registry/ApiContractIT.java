package io.telltale.registry;

import io.telltale.testkit.ApiContract;

@RegistryTest
class ApiContractIT extends ApiContract {}
