package io.telltale.ingest.deadletter;

import io.telltale.events.DeadLetter;
import io.telltale.events.MalformedBatchException;
import io.telltale.events.ReadingBatch;

/** Whose a message on one of the streams is, as far as it belongs to one tenant and one device alone. */
record Owner(String tenant, String device) {

    static final Owner NOBODY = new Owner(DeadLetter.UNKNOWN, DeadLetter.UNKNOWN);

    static Owner of(String subject, byte[] payload) {
        String[] tokens = subject.split("\\.", -1);
        return switch (tokens[0]) {
            case "telemetry" -> ofBatch(payload);
            case "alert" -> tokens.length == 3 ? new Owner(tokens[1], DeadLetter.UNKNOWN) : NOBODY;
            default -> tokens.length >= 3 ? new Owner(tokens[1], tokens[2]) : NOBODY;
        };
    }

    private static Owner ofBatch(byte[] payload) {
        ReadingBatch batch;
        try {
            batch = ReadingBatch.parse(payload);
        } catch (MalformedBatchException e) {
            return NOBODY;
        }
        if (batch.size() == 0) {
            return NOBODY;
        }
        String tenant = batch.tenant(0);
        String device = batch.device(0);
        for (int i = 1; i < batch.size(); i++) {
            if (!batch.tenant(i).equals(tenant)) {
                return NOBODY;
            }
            if (!batch.device(i).equals(device)) {
                device = DeadLetter.UNKNOWN;
            }
        }
        return new Owner(tenant, device);
    }
}
