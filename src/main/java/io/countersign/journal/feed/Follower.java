package io.countersign.journal.feed;

import io.countersign.journal.NumberedEvent;

/** One who follows the journal. Told on the reader's thread, in the order of the sequences; must return at once. */
public interface Follower {

    /** Something happened that the follower asked for and may see. */
    void happened(NumberedEvent event);

    /** Events may have passed untold: look into the database for what came after the last one. */
    void missed();

    /** The follower's account is no member of the followed wallet any more. */
    void membershipEnded();
}
