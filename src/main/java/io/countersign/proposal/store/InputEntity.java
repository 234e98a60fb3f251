package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.tx.Outpoint;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.crypto.tx.Txid;
import io.countersign.kernel.ProposalId;
import io.countersign.kernel.WalletId;
import io.countersign.proposal.model.SpentCoin;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A coin that a proposal spends. Only ever inserted. */
@NullUnmarked
@Entity
@Table(name = "proposal_input")
class InputEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "input_index")
    int inputIndex;

    @Column(name = "wallet_id")
    UUID walletId;

    @Column(name = "txid")
    byte[] txid;

    @Column(name = "vout")
    long vout;

    @Column(name = "amount_sat")
    long amountSat;

    @Column(name = "script")
    byte[] script;

    @Column(name = "branch")
    int branch;

    @Column(name = "address_index")
    long addressIndex;

    @Column(name = "address")
    String address;

    static InputEntity of(UUID id, ProposalId proposalId, WalletId walletId, int inputIndex, SpentCoin coin) {
        InputEntity row = new InputEntity();
        row.id = id;
        row.proposalId = proposalId.value();
        row.walletId = walletId.value();
        row.inputIndex = inputIndex;
        row.txid = coin.outpoint().txid().hash().toArray();
        row.vout = coin.outpoint().vout();
        row.amountSat = coin.output().amountSat();
        row.script = coin.output().script().toArray();
        row.branch = coin.branch();
        row.addressIndex = coin.index();
        row.address = coin.address();
        return row;
    }

    SpentCoin toModel() {
        return new SpentCoin(
                new Outpoint(new Txid(Bytes32.of(txid)), vout),
                new TxOutput(amountSat, Bytes.of(script)),
                branch,
                addressIndex,
                address);
    }
}
