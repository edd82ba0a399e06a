package io.telltale.events;

/** What tells one series of readings from every other: tenant, device and metric. */
public record SeriesKey(String tenant, String device, String metric) {}
