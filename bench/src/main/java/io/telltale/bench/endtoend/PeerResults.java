package io.telltale.bench.endtoend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that peers did.
 *
 * @param measured a peer's cases one after the other
 * @param absent by the names of those that could not run: why
 */
record PeerResults(List<PeerResult> measured, Map<String, String> absent) {

    static PeerResults begin() {
        return new PeerResults(new ArrayList<>(), new LinkedHashMap<>());
    }

    /** In the order in which they were measured. */
    List<Case> cases() {
        return measured.stream().map(each -> each.most().what()).distinct().toList();
    }

    /** Who did that case. */
    List<PeerResult> of(Case what) {
        return measured.stream().filter(each -> each.most().what().equals(what)).toList();
    }
}
