package io.telltale.registry.devices;

/** What labels may look like. */
final class Labels {

    static final int MOST = 32;
    static final int VALUE_LENGTH = 255;
    static final String KEY = "[A-Za-z0-9][A-Za-z0-9_./-]{0,62}";
    static final String KEY_RULE =
            "label names must be 1 to 63 of A-Z a-z 0-9 _ . / - and begin with a letter or digit";

    private Labels() {}
}
