package io.countersign.proposal.store;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.tx.TxOutput;
import io.countersign.kernel.ProposalId;
import io.countersign.proposal.model.PaidOutput;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** An output of a proposal. Only ever inserted. */
@NullUnmarked
@Entity
@Table(name = "proposal_output")
class OutputEntity {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "proposal_id")
    UUID proposalId;

    @Column(name = "output_index")
    int outputIndex;

    @Column(name = "amount_sat")
    long amountSat;

    @Column(name = "script")
    byte[] script;

    @Column(name = "address")
    String address;

    @Column(name = "branch")
    int branch;

    @Column(name = "address_index")
    long addressIndex;

    static OutputEntity of(UUID id, ProposalId proposalId, int outputIndex, PaidOutput output) {
        OutputEntity row = new OutputEntity();
        row.id = id;
        row.proposalId = proposalId.value();
        row.outputIndex = outputIndex;
        row.amountSat = output.output().amountSat();
        row.script = output.output().script().toArray();
        row.address = output.address();
        row.branch = output.branch();
        row.addressIndex = output.index();
        return row;
    }

    PaidOutput toModel() {
        return new PaidOutput(new TxOutput(amountSat, Bytes.of(script)), address, branch, addressIndex);
    }
}
