package io.telltale.registry.directory;

/** That a profile changed and the bucket may not show it yet; what it is now says the table. */
record PendingProfile(long seq, String key) {}
