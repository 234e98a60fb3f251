package io.countersign.kernel;

import org.jspecify.annotations.Nullable;

/** Something outside the server that it needs does not answer, such as the chain backend. Trying again later may help. */
public final class DependencyDown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String dependency;

    /** @param dependency its name for the caller, such as {@code chain backend} */
    public DependencyDown(String dependency, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.dependency = dependency;
    }

    public String dependency() {
        return dependency;
    }
}
