package io.countersign.attack;

import io.countersign.testing.Operations.Operation;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who may call what. In a wallet of several people the key is the cosigner's, the proposal the proposer's, all else the owner's. The
 * stranger owns another wallet.
 */
final class WhoMay {

    static final Set<String> MEMBERS = Set.of("viewer", "proposer", "cosigner", "owner");

    private static final Map<String, String> GROUPS = Map.of(
            "EVERYONE", "anonymous stranger operator viewer proposer cosigner owner",
            "ACCOUNTS", "stranger operator viewer proposer cosigner owner",
            "MEMBERS", "viewer proposer cosigner owner",
            "PROPOSING", "proposer cosigner owner");

    static final Map<String, String> CALLS = Arrays.stream(
                    """
                    GET /.well-known/jwks.json: EVERYONE
                    POST /v1/auth/challenges: EVERYONE
                    POST /v1/auth/tokens: EVERYONE
                    DELETE /v1/auth/tokens: ACCOUNTS
                    POST /v1/auth/tokens/refresh: EVERYONE
                    POST /v1/development/blocks: ACCOUNTS
                    POST /v1/development/faucet: ACCOUNTS
                    GET /v1/development/transactions/{txid}: ACCOUNTS
                    GET /v1/events: ACCOUNTS
                    POST /v1/invitations: stranger operator owner
                    POST /v1/invitations/acceptance: EVERYONE
                    GET /v1/invitations/{invitationId}: owner
                    DELETE /v1/invitations/{invitationId}: owner
                    GET /v1/log: ACCOUNTS
                    GET /v1/log/checkpoint: ACCOUNTS
                    POST /v1/log/checkpoints: ACCOUNTS
                    GET /v1/log/entries: ACCOUNTS
                    GET /v1/log/proofs/consistency: ACCOUNTS
                    GET /v1/log/proofs/inclusion: ACCOUNTS
                    GET /v1/log/tile/{level}/{place}: ACCOUNTS
                    GET /v1/me: ACCOUNTS
                    POST /v1/me/login-keys: ACCOUNTS
                    GET /v1/me/login-keys/{loginKeyId}: owner
                    DELETE /v1/me/login-keys/{loginKeyId}: owner
                    GET /v1/operator/accounts: operator
                    POST /v1/operator/accounts/{accountId}/disablement: operator
                    DELETE /v1/operator/accounts/{accountId}/disablement: operator
                    DELETE /v1/operator/accounts/{accountId}/sessions: operator
                    GET /v1/operator/chain: operator
                    POST /v1/operator/chain/rescans: operator
                    GET /v1/operator/deliveries: operator
                    POST /v1/operator/deliveries/{deliveryId}/redelivery: operator
                    GET /v1/operator/jobs: operator
                    POST /v1/operator/jobs/{jobId}/retries: operator
                    GET /v1/operator/keys: operator
                    GET /v1/operator/overview: operator
                    GET /v1/operator/proposals: operator
                    GET /v1/operator/wallets: operator
                    GET /v1/proposals/{proposalId}: MEMBERS
                    DELETE /v1/proposals/{proposalId}: proposer
                    PUT /v1/proposals/{proposalId}/attestation: proposer
                    POST /v1/proposals/{proposalId}/contributions: PROPOSING
                    GET /v1/proposals/{proposalId}/psbt: MEMBERS
                    POST /v1/proposals/{proposalId}/rejections: cosigner
                    POST /v1/proposals/{proposalId}/signing-sessions: cosigner
                    GET /v1/proposals/{proposalId}/transaction: MEMBERS
                    GET /v1/wallets: ACCOUNTS
                    POST /v1/wallets: ACCOUNTS
                    GET /v1/wallets/{walletId}: MEMBERS
                    GET /v1/wallets/{walletId}/addresses: MEMBERS
                    POST /v1/wallets/{walletId}/addresses: PROPOSING
                    GET /v1/wallets/{walletId}/addresses/{branch}/{index}: MEMBERS
                    GET /v1/wallets/{walletId}/events: MEMBERS
                    GET /v1/wallets/{walletId}/keys: MEMBERS
                    POST /v1/wallets/{walletId}/keys: cosigner
                    GET /v1/wallets/{walletId}/keys/{keyId}: MEMBERS
                    DELETE /v1/wallets/{walletId}/keys/{keyId}: cosigner owner
                    POST /v1/wallets/{walletId}/keys/{keyId}/confirmation: cosigner
                    POST /v1/wallets/{walletId}/keys/{keyId}/proof: cosigner owner
                    GET /v1/wallets/{walletId}/members: MEMBERS
                    GET /v1/wallets/{walletId}/members/{accountId}: MEMBERS
                    DELETE /v1/wallets/{walletId}/members/{accountId}: owner
                    GET /v1/wallets/{walletId}/proposals: MEMBERS
                    POST /v1/wallets/{walletId}/proposals: PROPOSING
                    GET /v1/webhooks: ACCOUNTS
                    POST /v1/webhooks: ACCOUNTS
                    GET /v1/webhooks/{webhookId}: owner
                    PATCH /v1/webhooks/{webhookId}: owner
                    DELETE /v1/webhooks/{webhookId}: owner
                    GET /v1/webhooks/{webhookId}/deliveries: owner
                    GET /v1/webhooks/{webhookId}/deliveries/{deliveryId}: owner
                    POST /v1/webhooks/{webhookId}/deliveries/{deliveryId}/redelivery: owner
                    POST /v1/webhooks/{webhookId}/redeliveries: owner
                    POST /v1/webhooks/{webhookId}/secret-rotations: owner
                    POST /v1/webhooks/{webhookId}/test: owner
                    """
                            .split("\n"))
            .map(line -> line.split(": "))
            .collect(Collectors.toMap(line -> line[0], line -> line[1], (one, other) -> one, TreeMap::new));

    private WhoMay() {}

    static Set<String> call(Operation operation) {
        String words = CALLS.getOrDefault(operation.toString(), "");
        return Set.of(GROUPS.getOrDefault(words, words).split(" "));
    }
}
