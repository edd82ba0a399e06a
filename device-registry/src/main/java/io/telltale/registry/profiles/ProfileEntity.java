package io.telltale.registry.profiles;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "profile")
@IdClass(ProfileKey.class)
class ProfileEntity {

    @Id
    String tenant = "";

    @Id
    String name = "";

    @Nullable
    String title;

    /** Milliseconds. */
    long futureTolerance;

    String futurePolicy = "";

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, MetricProfile> metrics = Map.of();

    static ProfileEntity of(String tenant, Profile profile) {
        ProfileEntity entity = new ProfileEntity();
        entity.tenant = tenant;
        entity.name = profile.name();
        entity.take(profile);
        return entity;
    }

    /** Everything but the name. */
    void take(Profile profile) {
        title = profile.title();
        futureTolerance = profile.futureTolerance().toMillis();
        futurePolicy = profile.futurePolicy().name().toLowerCase(Locale.ROOT);
        metrics = profile.metrics();
    }

    Profile toProfile() {
        return new Profile(
                name,
                title,
                Duration.ofMillis(futureTolerance),
                FuturePolicy.valueOf(futurePolicy.toUpperCase(Locale.ROOT)),
                metrics);
    }
}
