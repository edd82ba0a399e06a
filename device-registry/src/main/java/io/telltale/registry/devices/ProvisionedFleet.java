package io.telltale.registry.devices;

import java.util.List;

/** The answer to {@link Fleet}: the same devices in the same order. */
public record ProvisionedFleet(List<ProvisionedDevice> devices) {}
