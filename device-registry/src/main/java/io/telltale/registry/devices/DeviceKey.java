package io.telltale.registry.devices;

/** The primary key of a device. */
record DeviceKey(String tenant, String name) {}
