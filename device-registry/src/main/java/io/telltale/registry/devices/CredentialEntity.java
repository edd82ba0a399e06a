package io.telltale.registry.devices;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "credential")
class CredentialEntity {

    @Id
    UUID id = new UUID(0, 0);

    String tenant = "";

    String device = "";

    String hash = "";

    Instant createdAt = Instant.EPOCH;

    Credential toCredential() {
        return new Credential(id, createdAt);
    }
}
