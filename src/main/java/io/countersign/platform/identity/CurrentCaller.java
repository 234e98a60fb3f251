package io.countersign.platform.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. Set once, before the request is matched to a resource. */
@RequestScoped
public class CurrentCaller {

    private @Nullable Caller caller;

    /** The caller; resources behind the authentication filter always have one. */
    public Caller get() {
        return find().orElseThrow(() -> new IllegalStateException("the request has no caller"));
    }

    public Optional<Caller> find() {
        return Optional.ofNullable(caller);
    }

    /** For the authentication filter alone. */
    public void set(Caller known) {
        this.caller = known;
    }
}
