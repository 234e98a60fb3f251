package io.countersign.kernel;

/** Refusals that every feature gives in the same words. */
public enum CommonRefusal implements RefusalReason {
    NOT_FOUND("not-found", RefusalKind.UNKNOWN, "Not found"),
    FORBIDDEN("forbidden", RefusalKind.FORBIDDEN, "Your role does not allow this"),
    TEXT_TOO_LONG("text-too-long", RefusalKind.REFUSED, "A text is too long");

    /** Characters of a name or a label. */
    public static final int MAX_NAME = 100;

    /** Characters of a memo or a reason. */
    public static final int MAX_MEMO = 1_000;

    private final String slug;
    private final RefusalKind kind;
    private final String title;

    CommonRefusal(String slug, RefusalKind kind, String title) {
        this.slug = slug;
        this.kind = kind;
        this.title = title;
    }

    /** The one answer for what does not exist and for what the caller may not know exists. */
    public static Refusal nothingHere() {
        return NOT_FOUND.refuse("There is nothing here that you may see.");
    }

    /** {@code text}, if it has at most {@code limit} characters. */
    public static String requireLength(String member, String text, int limit) {
        if (text.codePointCount(0, text.length()) > limit) {
            throw TEXT_TOO_LONG.refuse("%s has at most %d characters.".formatted(member, limit));
        }
        return text;
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
