package io.countersign.platform.work;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** One asynchronous step for each item, each begun when the one before has ended: two statements of one session never overlap. */
public final class InTurn {

    private InTurn() {}

    /** What the steps answered, in the order of {@code items}, without those that answered nothing; the first failure ends it. */
    public static <T, R> Uni<List<R>> each(List<T> items, Function<? super T, Uni<R>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList();
    }
}
