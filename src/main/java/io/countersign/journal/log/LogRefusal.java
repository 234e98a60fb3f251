package io.countersign.journal.log;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals of the log. */
public enum LogRefusal implements RefusalReason {
    BEYOND_THE_LOG("beyond-the-log", RefusalKind.REFUSED, "The log's tree is not that large"),
    LOG_FORKED("log-forked", RefusalKind.WRONG_STATE, "The log has forked or shrunk"),
    LOG_RESTORED("log-restored", RefusalKind.WRONG_STATE, "The checkpoint is of an epoch before a restore"),
    CHECKPOINT_NOT_SIGNED("checkpoint-not-signed", RefusalKind.REFUSED, "This log did not sign the checkpoint");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    LogRefusal(String slug, RefusalKind kind, String title) {
        this.slug = slug;
        this.kind = kind;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public RefusalKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
