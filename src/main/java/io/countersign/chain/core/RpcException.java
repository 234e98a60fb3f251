package io.countersign.chain.core;

/** The node understood the call and answered an error: one of Bitcoin Core's codes (its {@code rpc/protocol.h}) and its words. */
final class RpcException extends RuntimeException {

    static final int NOT_FOUND = -5;
    static final int NOT_DECODABLE = -22;
    static final int TRANSACTION_ERROR = -25;
    static final int REJECTED = -26;
    static final int ALREADY_IN_CHAIN = -27;
    static final int WARMING_UP = -28;

    private static final long serialVersionUID = 1L;

    private final int code;

    RpcException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
