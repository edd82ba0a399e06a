package io.telltale.alerting.api;

import io.telltale.testkit.ApiContract;

@AlertingTest
class AlertingApiContractIT extends ApiContract {}
