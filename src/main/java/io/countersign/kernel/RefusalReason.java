package io.countersign.kernel;

import java.util.Map;

/** Why something is refused. Each feature has one enum of these; each has a page in {@code docs/problems}. */
public interface RefusalReason {

    /** The last part of the problem type's URI, in kebab case. */
    String slug();

    RefusalKind kind();

    /** The same short text for every refusal of this sort. */
    String title();

    default Refusal refuse(String detail) {
        return new Refusal(this, detail, Map.of());
    }

    /** @param extensions members that the problem has besides those of RFC 9457 */
    default Refusal refuse(String detail, Map<String, ?> extensions) {
        return new Refusal(this, detail, extensions);
    }
}
