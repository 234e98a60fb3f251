package io.countersign.proposal.model;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.KeyId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the journal tells of proposals: states, counts and salted hashes. */
final class ProposalEvents {

    private ProposalEvents() {}

    static Event of(EventType type, Proposal proposal) {
        return event(type, proposal, null, List.of());
    }

    static Event created(Proposal proposal) {
        return event(
                EventType.PROPOSAL_CREATED,
                proposal,
                null,
                List.of(
                        hashed("txidHash", proposal.facts().unsigned().txid().toHex()),
                        hashed("memoHash", proposal.facts().memoText())));
    }

    /** One event for a contribution, naming each part by a hash of its bytes. */
    static Event contributed(Proposal proposal, Offered added) {
        List<Part> parts = added.parts();
        Set<KeyId> keys = parts.stream().map(Part::keyId).collect(Collectors.toSet());
        List<List<Field>> accepted = parts.stream()
                .map(part -> List.of(
                        Field.count("inputIndex", part.inputIndex()),
                        Field.word("keyId", part.keyId().toString()),
                        Field.word("kind", part.kind().word()),
                        Field.hashed("hash", part.value())))
                .toList();
        return event(
                added.isOnlyNonces() ? EventType.PROPOSAL_NONCE_GIVEN : EventType.PROPOSAL_SIGNED,
                proposal,
                keys.size() == 1 ? keys.iterator().next() : null,
                List.of(new Field("accepted", new EventValue.Items(accepted))));
    }

    static Event rejected(Proposal proposal, @Nullable String reason) {
        return event(
                EventType.PROPOSAL_REJECTED,
                proposal,
                null,
                List.of(hashed("reasonHash", reason == null ? "" : reason)));
    }

    private static Event event(EventType type, Proposal proposal, @Nullable KeyId keyId, List<Field> more) {
        List<Field> data = new ArrayList<>();
        data.add(Field.word("state", proposal.state().word()));
        data.add(Field.count("signaturesCollected", proposal.signaturesCollected()));
        data.addAll(more);
        return Event.ofProposal(type, proposal.facts().walletId(), proposal.id(), keyId, data);
    }

    private static Field hashed(String name, String text) {
        return Field.hashed(name, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
