package io.telltale.anomaly.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.events.DeviceEntry;
import io.telltale.events.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiblingsTest {

    @Test
    void areDevicesOfOneTenantProfileAndSite() {
        List<DeviceEntry> fleet = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            fleet.add(device("acme", "pump-" + i, true, Optional.of("pump"), Map.of("site", "north")));
            fleet.add(device("other", "pump-" + i, true, Optional.of("pump"), Map.of("site", "north")));
        }
        Siblings siblings = Siblings.of(fleet, "site");

        assertThat(siblings.devices()).hasSize(12);
        assertThat(siblings.pack(new SeriesKey("acme", "pump-5", "flow")))
                .contains(new PackKey("acme", "pump", "north", "flow"));
        assertThat(siblings.pack(new SeriesKey("acme", "pump-6", "flow"))).isEmpty();
    }

    @Test
    void areNotThoseOfAnotherProfileOrSiteOrWithoutOneOrDisabled() {
        List<DeviceEntry> fleet = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            fleet.add(device("acme", "pump-" + i, true, Optional.of("pump"), Map.of("site", "north")));
        }
        fleet.add(device("acme", "fan", true, Optional.of("fan"), Map.of("site", "north")));
        fleet.add(device("acme", "far", true, Optional.of("pump"), Map.of("site", "south")));
        fleet.add(device("acme", "nowhere", true, Optional.of("pump"), Map.of("line", "north")));
        fleet.add(device("acme", "off", false, Optional.of("pump"), Map.of("site", "north")));

        assertThat(Siblings.of(fleet, "site").devices()).isEmpty();
    }

    @Test
    void areByWhateverLabelIsSetAndOfTheDefaultProfileWhenTheyNameNone() {
        List<DeviceEntry> fleet = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Optional<String> profile = i < 3 ? Optional.empty() : Optional.of("default");
            fleet.add(device("acme", "pump-" + i, true, profile, Map.of("hall", "7")));
        }

        assertThat(Siblings.of(fleet, "hall").pack(new SeriesKey("acme", "pump-0", "flow")))
                .contains(new PackKey("acme", "default", "7", "flow"));
    }

    private static DeviceEntry device(
            String tenant, String name, boolean enabled, Optional<String> profile, Map<String, String> labels) {
        return new DeviceEntry(tenant, name, enabled, List.of(), profile, labels, false, Optional.empty());
    }
}
