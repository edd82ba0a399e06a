package io.telltale.registry.devices;

import java.time.Instant;
import java.util.UUID;

/** That a device has a token, and since when; the token itself is nowhere. */
public record Credential(UUID id, Instant createdAt) {}
