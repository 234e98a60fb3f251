package io.countersign.platform.db;

import io.countersign.kernel.Entry;
import java.util.List;

/** Makes the answer to a command from the next state and the journal entries that tell of it, within the transaction. */
@FunctionalInterface
public interface Render<T> {

    Answer answer(T next, List<Entry> entries);
}
