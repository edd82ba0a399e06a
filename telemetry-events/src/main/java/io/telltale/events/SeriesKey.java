package io.telltale.events;

/** What tells one series of readings from every other: tenant, device and metric. */
public record SeriesKey(String tenant, String device, String metric) {

    /**
     * One for keeping: the JVM holds its names once, however many keys have them. A hundred thousand series have a few thousand
     * devices and a few dozen metrics.
     */
    public static SeriesKey kept(String tenant, String device, String metric) {
        return new SeriesKey(tenant.intern(), device.intern(), metric.intern());
    }
}
