package io.countersign.platform.identity;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Looks up the caller that an access token stands for. The account feature answers. */
public interface SessionCallers {

    /** Empty where the session has ended, at whichever copy of the server, or the account may not sign in. */
    Uni<Optional<Caller>> find(AccessToken token);
}
