package io.telltale.alerting.notification;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The order of sets of labels in Prometheus' data model: fewer labels first, then by the first name or value that differs. */
final class LabelOrder {

    private LabelOrder() {}

    static int compare(Map<String, String> left, Map<String, String> right) {
        if (left.size() != right.size()) {
            return Integer.compare(left.size(), right.size());
        }
        Map<String, String> a = new TreeMap<>(left);
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            String mine = a.get(name);
            String other = right.get(name);
            if (mine == null) {
                return 1;
            }
            if (other == null) {
                return -1;
            }
            int order = mine.compareTo(other);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
