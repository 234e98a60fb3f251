package io.countersign.account.store;

import io.countersign.account.model.BoundLoginKey;
import io.countersign.account.model.LoginKey;
import io.countersign.account.model.LoginKeyType;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.LoginKeyId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code login_key}, for reading; it is written by SQL and never changes. */
@NullUnmarked
@Entity
@Table(name = "login_key")
class LoginKeyEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "account_id")
    UUID accountId;

    @Column(name = "type")
    String type;

    @Column(name = "identifier")
    String identifier;

    @Column(name = "created_at")
    Instant createdAt;

    BoundLoginKey toModel() {
        return new BoundLoginKey(
                new LoginKeyId(id),
                new AccountId(accountId),
                new LoginKey(LoginKeyType.find(type).orElseThrow(), identifier),
                createdAt);
    }
}
