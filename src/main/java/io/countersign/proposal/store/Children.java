package io.countersign.proposal.store;

import io.countersign.kernel.ProposalId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The rows of one table that belong to proposals: those of all of them by one statement. */
record Children<R>(Map<UUID, List<R>> byProposal) {

    /** The rows of each proposal in the order of {@code order}; no statement where no proposal is asked for. */
    static <R> Uni<Children<R>> of(
            Mutiny.Session session,
            Collection<ProposalId> proposals,
            Class<R> type,
            String order,
            Function<R, UUID> proposalOf) {
        if (proposals.isEmpty()) {
            return Uni.createFrom().item(new Children<>(Map.of()));
        }
        return session.createQuery(
                        "FROM %s WHERE proposalId IN :ids ORDER BY %s".formatted(type.getSimpleName(), order), type)
                .setParameter("ids", proposals.stream().map(ProposalId::value).toList())
                .getResultList()
                .map(rows -> new Children<>(rows.stream().collect(Collectors.groupingBy(proposalOf))));
    }

    List<R> of(ProposalId proposal) {
        return byProposal.getOrDefault(proposal.value(), List.of());
    }

    <T> List<T> of(ProposalId proposal, Function<R, T> toModel) {
        return of(proposal).stream().map(toModel).toList();
    }
}
