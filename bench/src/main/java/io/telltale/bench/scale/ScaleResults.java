package io.telltale.bench.scale;

import java.util.ArrayList;
import java.util.List;

/** All that was measured; a case that was not asked for is empty. */
record ScaleResults(
        int processors, List<ConnectionStorm> connections, List<CrowdedStart> devices, List<SeriesCost> series) {

    static ScaleResults begin() {
        return new ScaleResults(
                Runtime.getRuntime().availableProcessors(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
