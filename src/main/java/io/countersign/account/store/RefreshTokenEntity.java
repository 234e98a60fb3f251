package io.countersign.account.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A refresh token, by its hash. One that was replaced keeps its successor, encrypted, for a client that lost the answer. */
@NullUnmarked
@Entity
@Table(name = "refresh_token")
public class RefreshTokenEntity {

    @Id
    @Column(name = "hash")
    byte[] hash;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "replaced_at")
    Instant replacedAt;

    @Column(name = "sealed_successor")
    byte[] sealedSuccessor;

    public UUID sessionId() {
        return sessionId;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    public boolean isReplaced() {
        return replacedAt != null;
    }

    public Instant replacedAt() {
        return replacedAt;
    }

    public byte[] sealedSuccessor() {
        return sealedSuccessor;
    }

    public void replace(Instant now, byte[] sealed) {
        replacedAt = now;
        sealedSuccessor = sealed;
    }
}
