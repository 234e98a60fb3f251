package io.countersign.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The people of the tests, by their names: made when first asked for, and the same for all tests of a database. */
public final class Accounts {

    private static final Map<String, Account> KNOWN = new ConcurrentHashMap<>();

    private Accounts() {}

    /** The first operator, by the invitation that the tests' configuration presets. */
    public static synchronized Account olga() {
        return KNOWN.computeIfAbsent("Olga", name -> signedIn(name, TestDatabase.FIRST_INVITATION));
    }

    /** An account without any role yet. */
    public static synchronized Account of(String name) {
        Account operator = olga();
        return KNOWN.computeIfAbsent(name, word -> signedIn(word, operator.invite(Map.of("role", "member"))));
    }

    private static Account signedIn(String name, String code) {
        Api server = Api.here();
        Reply tokens = Account.signIn(server, LoginKey.of(name));
        return tokens.isRight() ? Account.of(server, tokens, LoginKey.of(name)) : Account.join(server, code, name);
    }
}
