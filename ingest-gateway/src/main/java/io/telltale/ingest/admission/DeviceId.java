package io.telltale.ingest.admission;

/** A device by its tenant and name. */
public record DeviceId(String tenant, String device) {

    @Override
    public String toString() {
        return tenant + '/' + device;
    }
}
