package io.telltale.bench.scale;

import io.telltale.bench.endtoend.Platform;
import io.telltale.bench.endtoend.ProcessTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Services start while the registry has many devices.
 *
 * @param registering seconds until the registry had answered for the last of them
 * @param published seconds until the gateway knew all of them, from the same beginning
 * @param starts one a service, beside its start with an empty registry
 * @param gatewayHeapPerDevice reachable after a full collection, in bytes
 */
record CrowdedStart(int devices, double registering, double published, List<Start> starts, long gatewayHeapPerDevice) {

    private static final List<String> SERVICES = List.of("ingest-gateway", "anomaly-service", "alerting-service");
    private static final String GATEWAY = "ingest-gateway";

    /**
     * One service's start, from its stop having ended to its being ready.
     *
     * @param seconds with the devices, {@code emptySeconds} without
     * @param cpuSeconds until ready
     * @param residentBytes when ready
     */
    record Start(
            String service,
            double seconds,
            double emptySeconds,
            double cpuSeconds,
            double emptyCpuSeconds,
            long residentBytes,
            long emptyResidentBytes) {}

    private record Once(double seconds, double cpuSeconds, long residentBytes) {}

    CrowdedStart {
        starts = List.copyOf(starts);
    }

    static CrowdedStart measure(Platform platform, int devices) throws IOException, InterruptedException {
        List<Once> empty = new ArrayList<>();
        for (String service : SERVICES) {
            empty.add(start(platform, service));
        }
        Endpoints endpoints = Endpoints.of(platform);
        long heapBefore = new Jvm(platform.pid(GATEWAY)).liveBytes();
        long began = System.nanoTime();
        endpoints.provision(devices);
        double registering = since(began);
        endpoints.awaitDirectory(devices);
        double published = since(began);
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < SERVICES.size(); i++) {
            Once full = start(platform, SERVICES.get(i));
            Once before = empty.get(i);
            starts.add(new Start(
                    SERVICES.get(i),
                    full.seconds,
                    before.seconds,
                    full.cpuSeconds,
                    before.cpuSeconds,
                    full.residentBytes,
                    before.residentBytes));
        }
        long heapAfter = new Jvm(platform.pid(GATEWAY)).liveBytes();
        return new CrowdedStart(devices, registering, published, starts, (heapAfter - heapBefore) / devices);
    }

    private static Once start(Platform platform, String service) throws IOException, InterruptedException {
        platform.telltale().run("process", "stop", service);
        long began = System.nanoTime();
        platform.telltale().run("process", "start", service);
        double seconds = since(began);
        var used = ProcessTable.of(Map.of(service, platform.pid(service)));
        return new Once(
                seconds,
                used.cpuSeconds().getOrDefault(service, 0d),
                used.residentBytes().getOrDefault(service, 0L));
    }

    private static double since(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }
}
