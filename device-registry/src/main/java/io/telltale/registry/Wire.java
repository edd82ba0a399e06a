package io.telltale.registry;

/** What names and texts may look like in requests; the same for tenants, profiles and devices. */
public final class Wire {

    /** {@link io.telltale.events.Names} as a pattern for Bean Validation and OpenAPI. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    /** Said when a name does not match. */
    public static final String NAME_RULE = "must be 1 to 64 of A-Z a-z 0-9 _ - and begin with a letter or digit";

    /** Longest title, in characters. */
    public static final int TITLE_LENGTH = 200;

    private Wire() {}
}
