package io.countersign.kernel;

/** What an account may do in a wallet. Roles give rights; the roles of an account add up. */
public enum Right {
    /** Every GET. */
    READ,
    /** Create proposals, cancel and attest its own, issue addresses, hand in contributions. */
    PROPOSE,
    /** Register, prove and confirm keys, reject, start signing sessions. */
    COSIGN,
    /** Invitations, members, labels, rotation. Owning gives no key. */
    OWN
}
