package io.telltale.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every profile the registry has published, held locally and kept fresh by a watch on the bucket {@code profiles}, so that
 * what operators set goes on to hold while the registry, or NATS, is down.
 *
 * <p>Lookups never block and may be made from any thread. Changes arrive on a thread of the NATS client.
 */
public final class ProfileDirectory implements AutoCloseable {

    private final BucketView<ProfileEntry> profiles;

    private ProfileDirectory(Connection nats, Consumer<ProfileEntry> changed) {
        this.profiles = new BucketView<>(nats, Streams.PROFILES, ProfileEntry::parse, new BucketView.Listener<>() {
            @Override
            public void changed(ProfileEntry profile) {
                changed.accept(profile);
            }

            @Override
            public void removed(ProfileEntry profile) {
                changed.accept(profile);
            }
        });
    }

    /**
     * Starts watching; returns at once, {@link #loaded} tells when the first load is complete. The bucket must exist.
     *
     * @param changed told of every profile that comes, changes or goes, on a thread of the NATS client, when {@link #find}
     *     knows it already
     */
    public static ProfileDirectory open(Connection nats, Consumer<ProfileEntry> changed)
            throws IOException, JetStreamApiException, InterruptedException {
        ProfileDirectory directory = new ProfileDirectory(nats, changed);
        directory.profiles.open();
        return directory;
    }

    /** The profile, if the registry knows it. */
    public Optional<ProfileEntry> find(String tenant, String profile) {
        return profiles.find(ProfileEntry.key(tenant, profile));
    }

    /** Whether everything that was in the bucket at the start has arrived. */
    public boolean loaded() {
        return profiles.loaded();
    }

    @Override
    public void close() {
        profiles.close();
    }
}
