package io.countersign.journal;

import io.countersign.kernel.RefusalKind;
import io.countersign.kernel.RefusalReason;

/** Refusals of the journal. */
public enum JournalRefusal implements RefusalReason {
    SEQUENCE_AHEAD("sequence-ahead", RefusalKind.WRONG_STATE, "The journal is not that long"),
    TOO_MANY_STREAMS("too-many-streams", RefusalKind.LIMIT, "The account has too many streams open");

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    JournalRefusal(String slug, RefusalKind kind, String title) {
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
