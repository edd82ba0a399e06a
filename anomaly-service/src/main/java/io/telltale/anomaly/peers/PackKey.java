package io.telltale.anomaly.peers;

/** What siblings have in common: tenant, profile, where they stand, and the metric that is compared. */
record PackKey(String tenant, String profile, String site, String metric) {}
