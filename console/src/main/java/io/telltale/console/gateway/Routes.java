package io.telltale.console.gateway;

import static io.telltale.console.gateway.Service.ALERTING_SERVICE;
import static io.telltale.console.gateway.Service.ANOMALY_SERVICE;
import static io.telltale.console.gateway.Service.DEVICE_REGISTRY;
import static io.telltale.console.gateway.Service.INGEST_GATEWAY;

import java.util.List;
import java.util.Optional;

/**
 * Who owns which path of the API: the one table. The first line that fits wins, so what is particular stands above what is
 * general. {@code *} stands for one segment, {@code **} at the end for any number of them, none included.
 */
final class Routes {

    private static final List<Route> TABLE = List.of(
            route("/api/devices/*/latest", ANOMALY_SERVICE),
            route("/api/devices/**", DEVICE_REGISTRY),
            route("/api/tenants/**", DEVICE_REGISTRY),
            route("/api/profiles/**", DEVICE_REGISTRY),
            route("/api/provisioning/**", DEVICE_REGISTRY),
            route("/api/series/**", ANOMALY_SERVICE),
            route("/api/anomalies/**", ANOMALY_SERVICE),
            route("/api/rules/**", ALERTING_SERVICE),
            route("/api/alerts/**", ALERTING_SERVICE),
            route("/api/silences/**", ALERTING_SERVICE),
            route("/api/routing/**", ALERTING_SERVICE),
            route("/api/webhooks/**", ALERTING_SERVICE),
            route("/api/presence/**", ALERTING_SERVICE),
            route("/api/dead-letters/**", INGEST_GATEWAY));

    private Routes() {}

    /** The service that answers {@code path}, a normalized path without query; empty when nobody does. */
    static Optional<Service> owner(String path) {
        List<String> segments = segments(path);
        return TABLE.stream()
                .filter(route -> route.fits(segments))
                .map(Route::service)
                .findFirst();
    }

    private static Route route(String pattern, Service service) {
        boolean open = pattern.endsWith("/**");
        return new Route(segments(open ? pattern.substring(0, pattern.length() - 3) : pattern), open, service);
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private record Route(List<String> pattern, boolean open, Service service) {

        boolean fits(List<String> path) {
            if (open ? path.size() < pattern.size() : path.size() != pattern.size()) {
                return false;
            }
            for (int i = 0; i < pattern.size(); i++) {
                if (!pattern.get(i).equals("*") && !pattern.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
