package io.telltale.registry.profiles;

/** The primary key of a profile. */
record ProfileKey(String tenant, String name) {}
