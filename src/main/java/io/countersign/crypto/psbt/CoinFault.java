package io.countersign.crypto.psbt;

/** What is wrong with what a PSBT says of the coin that an input spends. */
public enum CoinFault {
    PREVIOUS_TRANSACTION_MISSING("the previous transaction (PSBT_IN_NON_WITNESS_UTXO) is missing"),
    PREVIOUS_TRANSACTION_WRONG("the previous transaction does not hash to the input's outpoint"),
    OUTPUT_MISSING("the previous transaction has no output of the input's number"),
    UTXOS_DISAGREE("PSBT_IN_WITNESS_UTXO is not the output of the previous transaction"),
    WITNESS_UTXO_FOR_LEGACY("PSBT_IN_WITNESS_UTXO stands at an input that is not segwit"),
    REDEEM_SCRIPT_WRONG("the redeem script does not hash to the coin's script"),
    WITNESS_SCRIPT_WRONG("the witness script does not hash to the witness program");

    private final String sentence;

    CoinFault(String sentence) {
        this.sentence = sentence;
    }

    /** For a message, after the name of the input. */
    public String sentence() {
        return sentence;
    }
}
