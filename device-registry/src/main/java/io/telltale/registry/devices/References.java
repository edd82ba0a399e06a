package io.telltale.registry.devices;

import io.smallrye.mutiny.Uni;
import io.telltale.http.Problem;
import io.telltale.registry.profiles.Profiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that profiles and parents that devices name are there; the answer names the field at fault. */
@ApplicationScoped
class References {

    private final Profiles profiles;
    private final DeviceTable devices;

    References(Profiles profiles, DeviceTable devices) {
        this.profiles = profiles;
        this.devices = devices;
    }

    /**
     * Fails with a {@link Problem} at the first placement that can't be. Within the caller's transaction: parents that were
     * found stay gateways until it ends.
     *
     * @param placements by the prefix of their fields in the request, such as {@code devices[3].}
     * @param comingGateways names that the same request makes gateways
     */
    Uni<Void> check(String tenant, Map<String, ? extends Placement> placements, Set<String> comingGateways) {
        Set<String> wantedProfiles =
                placements.values().stream().map(Placement::profile).collect(Collectors.toSet());
        Set<String> wantedParents = placements.values().stream()
                .map(Placement::parent)
                .filter(Objects::nonNull)
                .filter(parent -> !comingGateways.contains(parent))
                .collect(Collectors.toSet());
        return profiles.existing(tenant, wantedProfiles)
                .invoke(known ->
                        placements.forEach((field, placement) -> checkProfile(tenant, field, placement, known)))
                .chain(() -> gateways(tenant, wantedParents))
                .invoke(known -> placements.forEach(
                        (field, placement) -> checkParent(tenant, field, placement, known, comingGateways)))
                .replaceWithVoid();
    }

    private Uni<Set<String>> gateways(String tenant, Set<String> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return devices.gateways(tenant, names)
                .map(rows -> rows.stream().map(row -> row.name).collect(Collectors.toSet()));
    }

    private static void checkProfile(String tenant, String field, Placement placement, Set<String> known) {
        if (!known.contains(placement.profile())) {
            throw Problem.invalid(
                    field + "profile", "there is no profile '" + placement.profile() + "' in tenant '" + tenant + "'");
        }
    }

    private static void checkParent(
            String tenant, String field, Placement placement, Set<String> known, Set<String> coming) {
        String parent = placement.parent();
        if (parent == null) {
            return;
        }
        if (placement.gateway()) {
            throw Problem.invalid(field + "parent", "a gateway can't stand behind another gateway");
        }
        if (!known.contains(parent) && !coming.contains(parent)) {
            throw Problem.invalid(
                    field + "parent",
                    "there is no device '" + parent + "' with gateway=true in tenant '" + tenant + "'");
        }
    }
}
