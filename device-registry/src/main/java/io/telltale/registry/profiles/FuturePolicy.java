package io.telltale.registry.profiles;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a reading stamped further in the future than its profile tolerates. */
public enum FuturePolicy {
    /** It goes to the dead letters, with its payload. */
    @JsonProperty("park")
    PARK,
    /** It is stored with the time of its arrival. */
    @JsonProperty("clamp")
    CLAMP
}
