package io.countersign.account;

import io.countersign.kernel.Event;
import io.countersign.kernel.EventType;
import io.countersign.kernel.EventValue.Field;
import io.countersign.kernel.LoginKeyId;

/** What the journal tells of login keys: their ids alone. */
final class LoginKeyEvents {

    private LoginKeyEvents() {}

    static Event added(LoginKeyId id) {
        return event(EventType.ACCOUNT_LOGIN_KEY_ADDED, id);
    }

    static Event removed(LoginKeyId id) {
        return event(EventType.ACCOUNT_LOGIN_KEY_REMOVED, id);
    }

    private static Event event(EventType type, LoginKeyId id) {
        return Event.of(type, Field.word("loginKeyId", id.toString()));
    }
}
