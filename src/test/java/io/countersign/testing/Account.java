package io.countersign.testing;

import java.util.Map;

/** Somebody with an account and the login key on their phone. */
public record Account(String id, String name, LoginKey loginKey, Api api) {

    /** Makes the account that an invitation lets in. */
    public static Account join(Api server, String code, String name) {
        return of(server, acceptance(server, code, name).expect(201), LoginKey.of(name));
    }

    /** What the server says to someone who wants to come in by a code, with the login key of that name. */
    public static Reply acceptance(Api server, String code, String name) {
        LoginKey key = LoginKey.of(name);
        Reply challenge = challenge(server);
        return server.post(
                "/v1/invitations/acceptance",
                Map.of(
                        "code",
                        code,
                        "displayName",
                        name,
                        "loginKey",
                        Map.of("type", "es256", "publicKey", key.publicKey()),
                        "challengeId",
                        challenge.get("challengeId"),
                        "signature",
                        key.sign(challenge.get("message"))));
    }

    /** Signs in with the login key of that name; 401 where no account has it. */
    public static Reply signIn(Api server, LoginKey key) {
        Reply challenge = challenge(server);
        return server.post(
                "/v1/auth/tokens",
                Map.of(
                        "challengeId", challenge.get("challengeId"),
                        "publicKey", key.publicKey(),
                        "signature", key.sign(challenge.get("message"))));
    }

    static Account of(Api server, Reply tokens, LoginKey key) {
        var account = tokens.json().get("account");
        return new Account(
                account.get("id").asText(),
                account.get("displayName").asText(),
                key,
                server.as(tokens.get("accessToken")));
    }

    /** The same account, signed in, at another copy of the server. */
    public Account at(Api copy) {
        return new Account(id, name, loginKey, copy.as(api.token()));
    }

    private static Reply challenge(Api server) {
        return server.post("/v1/auth/challenges", Map.of("method", "es256")).expect(201);
    }

    /** The code of an invitation, which this account gives. */
    public String invite(Map<String, String> invitation) {
        return api.post("/v1/invitations", invitation).expect(201).get("code");
    }

    /** Takes a role that an invitation brings. */
    public void accept(String code) {
        api.post("/v1/invitations/acceptance", Map.of("code", code)).expect(200);
    }
}
