package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.ec.PublicKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A point of a nonce, by its x. Its key is what keeps a point from ever being taken twice. */
@NullUnmarked
@Entity
@Table(name = "nonce_point")
class NoncePointEntity {

    @Id
    @Column(name = "x")
    byte[] x;

    @Column(name = "nonce_id")
    UUID nonceId;

    static NoncePointEntity of(PublicKey point, UUID nonceId) {
        NoncePointEntity row = new NoncePointEntity();
        row.x = point.xOnly().bytes().toArray();
        row.nonceId = nonceId;
        return row;
    }

    Bytes order() {
        return Bytes.of(x);
    }
}
