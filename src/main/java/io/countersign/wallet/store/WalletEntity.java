package io.countersign.wallet.store;

import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.tx.Network;
import io.countersign.kernel.AccountId;
import io.countersign.kernel.WalletId;
import io.countersign.key.model.RegisteredKey;
import io.countersign.wallet.model.Policy;
import io.countersign.wallet.model.Wallet;
import io.countersign.wallet.model.WalletFacts;
import io.countersign.wallet.model.WalletState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code wallet}, without its keys. */
@NullUnmarked
@Entity
@Table(name = "wallet")
public class WalletEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "name")
    String name;

    @Column(name = "network")
    String network;

    @Column(name = "state")
    String state;

    @Column(name = "script")
    String script;

    @Column(name = "threshold")
    int threshold;

    @Column(name = "total")
    int total;

    @Column(name = "template")
    String template;

    @Column(name = "descriptor")
    String descriptor;

    @Column(name = "first_address")
    String firstAddress;

    @Column(name = "is_imported")
    boolean imported;

    @Column(name = "birth_height")
    Integer birthHeight;

    @Column(name = "receive_start")
    long receiveStart;

    @Column(name = "change_start")
    long changeStart;

    @Column(name = "created_by")
    UUID createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "version")
    long version;

    Wallet toModel(List<RegisteredKey> keys) {
        Network chain = Network.parse(network);
        WalletFacts facts = new WalletFacts(
                new WalletId(id),
                name,
                chain,
                Policy.stored(script, threshold, total, template),
                imported,
                birthHeight,
                receiveStart,
                changeStart,
                new AccountId(createdBy),
                createdAt);
        Descriptor parsed = descriptor == null ? null : ParsedDescriptors.get(descriptor, chain);
        return new Wallet(facts, WalletState.ofWord(state), parsed, firstAddress, keys, version);
    }

    void apply(Wallet wallet) {
        id = wallet.id().value();
        name = wallet.facts().name();
        network = wallet.network().word();
        state = wallet.state().word();
        script = wallet.policy().script().word();
        threshold = wallet.policy().threshold().required();
        total = wallet.policy().threshold().total();
        template = wallet.policy().template().orElse(null);
        descriptor = wallet.findDescriptor().map(Descriptor::text).orElse(null);
        firstAddress = wallet.firstAddress().orElse(null);
        imported = wallet.facts().isImported();
        birthHeight = wallet.facts().birthHeight();
        receiveStart = wallet.facts().receiveStart();
        changeStart = wallet.facts().changeStart();
        createdBy = wallet.facts().createdBy().value();
        createdAt = wallet.facts().createdAt();
        version = wallet.version();
    }
}
