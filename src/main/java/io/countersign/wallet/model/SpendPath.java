package io.countersign.wallet.model;

import io.countersign.kernel.KeyId;
import java.util.List;

/** One way to spend a wallet's coins: so many of these keys. */
public record SpendPath(String id, String description, int threshold, List<KeyId> keyIds) {

    /** The path of a policy without branches. */
    public static final String ONLY = "main";

    public SpendPath {
        keyIds = List.copyOf(keyIds);
    }
}
