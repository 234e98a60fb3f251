package io.countersign.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that a rule or a state forbids. Nothing of it is stored. It carries no stack trace, as it is no bug. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RefusalReason reason;
    private final transient Map<String, Object> extensions;

    /** @param detail one sentence: what was wrong, with which value, what would be right */
    public Refusal(RefusalReason reason, String detail, Map<String, ?> extensions) {
        super(detail, null, false, false);
        this.reason = reason;
        this.extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    public RefusalReason reason() {
        return reason;
    }

    public String detail() {
        return getMessage();
    }

    public Map<String, Object> extensions() {
        return extensions;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
