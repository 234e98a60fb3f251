package io.countersign.proposal;

import io.countersign.crypto.ec.MusigNonce;
import io.countersign.crypto.ec.MusigPartialSignature;
import io.countersign.crypto.verify.ExpectedSpend;
import io.countersign.crypto.verify.MusigPlace;
import io.countersign.crypto.verify.MusigRounds;
import io.countersign.crypto.verify.MusigSpend;
import io.countersign.crypto.verify.OfferedPartialSignature;
import io.countersign.crypto.verify.Violation;
import io.countersign.kernel.KeyId;
import io.countersign.key.model.RegisteredKey;
import io.countersign.platform.identity.Caller;
import io.countersign.platform.work.Workers;
import io.countersign.proposal.model.FreshNonces;
import io.countersign.proposal.model.GivenNonce;
import io.countersign.proposal.model.GivenPartialSignature;
import io.countersign.proposal.model.MusigSeat;
import io.countersign.proposal.model.Offered;
import io.countersign.proposal.model.Proposal;
import io.countersign.proposal.model.SessionRefusal;
import io.countersign.proposal.model.SignatureRefusal;
import io.countersign.proposal.model.SigningSession;
import io.countersign.proposal.store.NonceQueries;
import io.countersign.wallet.WalletService;
import io.countersign.wallet.model.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges what an upload has for a signing session: first its nonces, whose they are and whether they are new to this server, then its
 * partial signatures by the nonces of all. What it finds holds for the session that it was told of; whether that one is still under way is
 * looked at under the proposal's lock.
 */
@ApplicationScoped
public class SessionJudging {

    private final NonceQueries nonces;
    private final WalletService wallets;
    private final Workers workers;

    SessionJudging(NonceQueries nonces, WalletService wallets, Workers workers) {
        this.nonces = nonces;
        this.wallets = wallets;
        this.workers = workers;
    }

    /** What the upload offers, all of it right; refused as a whole otherwise. */
    public Uni<Judged> judge(Caller caller, Proposal proposal, ExpectedSpend spend, Upload upload, Instant now) {
        SigningSession session = proposal.session().orElse(null);
        if (session == null) {
            return Uni.createFrom()
                    .item(new Judged(
                            Offered.of(upload.signatures()),
                            upload.ignored(),
                            upload.signatureNonces(),
                            collected -> Judging.assemble(spend, collected)));
        }
        Map<MusigPlace, MusigSeat> seats =
                proposal.facts().musigSeats().stream().collect(Collectors.toMap(MusigSeat::place, Function.identity()));
        List<GivenNonce> given = upload.nonces().stream()
                .map(offered -> new GivenNonce(seat(seats, offered.place()), offered.nonce(), now, null))
                .toList();
        session.requireSame(given);
        List<GivenPartialSignature> partials = upload.partials().stream()
                .map(offered -> new GivenPartialSignature(seat(seats, offered.place()), offered.partial(), now, null))
                .toList();
        Offered offered = new Offered(upload.signatures(), given, partials, session.id());
        return takeable(caller, proposal, upload, session.without(given))
                .chain(() -> workers.compute(() -> judged(spend, session, session.noncesWith(given), upload, offered)));
    }

    private Uni<Void> takeable(Caller caller, Proposal proposal, Upload upload, List<GivenNonce> fresh) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        FreshNonces judged = new FreshNonces(proposal, fresh);
        return wallets.get(proposal.facts().walletId())
                .map(wallet -> held(caller, wallet))
                .chain(held -> nonces.taken(judged.points())
                        .map(judged::elsewhere)
                        .invoke(taken -> judged.requireThisSession(
                                taken, held, !upload.partials().isEmpty()))
                        .invoke(taken -> judged.requireHeld(held)))
                .call(taken -> exposed(caller, proposal, judged.exposed(taken)))
                .invoke(taken -> requireNone(judged.reused(taken), upload))
                .replaceWithVoid();
    }

    /** A nonce of a key for two messages gives the key away, so that its holder and the wallet are told though nothing else is stored. */
    private Uni<Void> exposed(Caller caller, Proposal proposal, Set<KeyId> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : wallets.compromise(caller.accountId(), proposal.facts().walletId(), keys);
    }

    private static Judged judged(
            ExpectedSpend spend,
            SigningSession session,
            Map<MusigPlace, MusigNonce> allNonces,
            Upload upload,
            Offered offered) {
        MusigRounds rounds = MusigRounds.of(spend.musig(), allNonces);
        Map<MusigPlace, MusigPartialSignature> known = session.partialsByPlace();
        List<OfferedPartialSignature> unknown = upload.partials().stream()
                .filter(partial -> !partial.partial().equals(known.get(partial.place())))
                .toList();
        unknown.forEach(partial -> requireAllNonces(spend.musig(), allNonces, partial.place()));
        requireNone(rounds.wrong(unknown), upload);
        return new Judged(
                offered,
                upload.ignored(),
                upload.signatureNonces(),
                collected -> Judging.assemble(spend, rounds, collected));
    }

    private static void requireAllNonces(MusigSpend spend, Map<MusigPlace, MusigNonce> nonces, MusigPlace place) {
        int missing = spend.missing(place, nonces).size();
        if (missing > 0) {
            throw SessionRefusal.NONCES_MISSING.refuse(
                    "Input %d has a partial signature, but %d of its nonces are missing: sign the PSBT that has them all."
                            .formatted(place.inputIndex(), missing));
        }
    }

    private static void requireNone(List<Violation> violations, Upload upload) {
        if (!violations.isEmpty()) {
            throw SignatureRefusal.notRight(upload.size(), violations);
        }
    }

    private static MusigSeat seat(Map<MusigPlace, MusigSeat> seats, MusigPlace place) {
        MusigSeat seat = seats.get(place);
        if (seat == null) {
            throw new IllegalStateException("a place of the spend is no seat of the proposal");
        }
        return seat;
    }

    private static Set<KeyId> held(Caller caller, Wallet wallet) {
        return wallet.keys().stream()
                .filter(key -> key.isHeldBy(caller.accountId()))
                .map(RegisteredKey::id)
                .collect(Collectors.toSet());
    }
}
