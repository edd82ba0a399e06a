package io.telltale.alerting.ruletest;

import io.telltale.alerting.alert.DeviceLabels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices of a test, with the labels and profiles that its series give them. Immutable. */
final class TestedDevices implements DeviceLabels {

    private final Map<String, Map<String, String>> labels = new HashMap<>();
    private final Map<String, String> profiles = new HashMap<>();

    TestedDevices(List<InputSeries> series) {
        for (InputSeries one : series) {
            labels.computeIfAbsent(one.device(), device -> new HashMap<>()).putAll(one.labels());
            one.profile().ifPresent(profile -> profiles.put(one.device(), profile));
        }
    }

    @Override
    public Map<String, String> of(String tenant, String device) {
        return labels.getOrDefault(device, Map.of());
    }

    @Override
    public Optional<String> profile(String tenant, String device) {
        return Optional.ofNullable(profiles.get(device));
    }
}
