package io.countersign.cli.signer;

import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.bytes.Bytes32;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.psbt.Psbt;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;
import io.countersign.crypto.tx.Satoshi;
import io.countersign.crypto.tx.Transaction;
import io.countersign.platform.time.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a cosigner's device and phone on the command line, so that a spend can be walked through with nothing but curl. */
@Command(
        name = "signer",
        description = "A software signer for development. It knows test networks only: never let it hold real money.",
        mixinStandardHelpOptions = true)
public final class SignerCommand implements Runnable {

    private static final String SEED = "The signer's seed, 32 bytes in hex.";
    private static final String DESCRIPTOR = "The wallet's descriptor.";

    private final InputStream in;
    private final PrintStream out;

    public SignerCommand() {
        this(System.in, System.out);
    }

    SignerCommand(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public void run() {
        picocli.CommandLine.usage(this, out);
    }

    @Command(name = "seed", description = "Prints a new random seed.")
    void seed() {
        out.println(HexFormat.of().formatHex(Sources.randomness().bytes(Bytes32.SIZE)));
    }

    @Command(name = "login-key", description = "Makes an es256 login key in a new file and prints its public key.")
    void loginKey(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        LoginKey key = LoginKey.make();
        try {
            Files.writeString(file, key.lines(), StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new SigningRefusedException("%s exists already; name a new file.".formatted(file));
        }
        out.println(key.publicKeyHex());
    }

    @Command(name = "login", description = "Signs a sign-in challenge with a login key.")
    void login(@Parameters(paramLabel = "FILE") Path file, @Parameters(paramLabel = "MESSAGE") String message)
            throws IOException {
        out.println(LoginKey.read(file).signIn(message));
    }

    @Command(name = "key", description = "Prints the account key that is registered: [fingerprint/path]tpub.")
    void key(
            @Option(names = "--seed", required = true, description = SEED) String seed,
            @Option(names = "--path", defaultValue = "48h/1h/0h/2h") String path) {
        out.println(SoftwareSigner.ofSeed(Bytes32.ofHex(seed), DerivationPath.parse(path))
                .cosignerKey());
    }

    @Command(name = "prove", description = "Signs a key's challenge (BIP137) with a child of the account key.")
    void prove(
            @Option(names = "--seed", required = true, description = SEED) String seed,
            @Option(names = "--child", defaultValue = "0/0", description = "The path below the account key.")
                    String child,
            @Parameters(paramLabel = "CHALLENGE") String challenge) {
        out.println(signer(seed).signMessage(DerivationPath.parse(child), challenge));
    }

    @Command(name = "address", description = "Derives an address from a descriptor, as a device shows it.")
    void address(
            @Parameters(paramLabel = "DESCRIPTOR", description = DESCRIPTOR) String descriptor,
            @Parameters(paramLabel = "PATH", defaultValue = "0/0") String path) {
        Bytes script = WalletPlace.parse(descriptor, path).scriptPubKey();
        out.println(Address.ofScript(script, Network.REGTEST).orElseThrow());
    }

    @Command(name = "pay", description = "Prints the unsigned PSBT of a payment out of one coin; the rest is change.")
    void pay(
            @Option(names = "--descriptor", required = true, description = DESCRIPTOR) String descriptor,
            @Option(names = "--transaction", required = true, description = "The one that pays the coin, in hex.")
                    String transaction,
            @Option(names = "--coin", required = true, description = "The coin's path in the wallet, such as 0/1.")
                    String coin,
            @Option(names = "--change", defaultValue = "1/0", description = "The change's path in the wallet.")
                    String change,
            @Option(names = "--to", required = true, description = "The recipient's address.") String to,
            @Option(names = "--amount", required = true, description = "What the recipient gets, in satoshi.")
                    long amount,
            @Option(names = "--fee", required = true, description = "In satoshi.") long fee) {
        Payment payment = new Payment(Address.parse(to, Network.REGTEST), Satoshi.of(amount), Satoshi.of(fee));
        Psbt psbt = payment.psbt(
                Transaction.parse(Bytes.ofHex(transaction)),
                WalletPlace.parse(descriptor, coin),
                WalletPlace.parse(descriptor, change));
        out.println(PsbtWriter.writeText(psbt));
    }

    @Command(name = "sign", description = "Reads a PSBT in base64 from the standard input and prints it signed.")
    void sign(@Option(names = "--seed", required = true, description = SEED) String seed) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        out.println(PsbtWriter.writeText(signer(seed).sign(PsbtReader.readText(text))));
    }

    private static SoftwareSigner signer(String seed) {
        return SoftwareSigner.ofSeed(Bytes32.ofHex(seed));
    }
}
