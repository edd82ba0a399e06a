package io.telltale.registry.devices;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Devices to be there, at most a thousand. */
public record Fleet(@NotNull @Size(min = 1, max = MOST) List<@NotNull @Valid NewDevice> devices) {

    static final int MOST = 1000;
}
