package io.countersign.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.cli.signer.SoftwareSigner;
import io.countersign.crypto.bytes.Bytes;
import io.countersign.crypto.descriptor.Descriptor;
import io.countersign.crypto.key.DerivationPath;
import io.countersign.crypto.psbt.PsbtReader;
import io.countersign.crypto.psbt.PsbtWriter;
import io.countersign.crypto.script.Address;
import io.countersign.crypto.tx.Network;

/** A person with a signing device. The device believes nothing that it can't derive itself. */
final class DemoCosigner {

    private static final String MESSAGE_PATH = "0/0";

    private final Person person;
    private final SoftwareSigner device;
    private String keyPath = "";

    DemoCosigner(Person person, SoftwareSigner device) {
        this.person = person;
        this.device = device;
    }

    Person person() {
        return person;
    }

    String fingerprint() {
        return device.fingerprint().toString();
    }

    Reply registerKey(String walletPath) {
        ObjectNode body = Person.json()
                .put("key", device.cosignerKey().toString())
                .put("label", person.name() + "'s software signer");
        body.putObject("device").put("model", "software_signer").put("firmware", "demo");
        Reply key = person.post(walletPath + "/keys", body);
        keyPath = walletPath + "/keys/" + key.text("id");
        return key;
    }

    Reply proveKey(String challenge) {
        String signature = device.signMessage(DerivationPath.parse(MESSAGE_PATH), challenge);
        return person.post(
                keyPath + "/proof",
                Person.json()
                        .put("path", MESSAGE_PATH)
                        .put("signature", signature)
                        .put("format", "bip137"));
    }

    /** Tells the server what the device shows as the first address: derived on the device, not taken from the server. */
    Reply confirm(Descriptor wallet) {
        if (!wallet.keys().contains(device.cosignerKey())) {
            throw new DemoFailedException("The wallet's descriptor does not have %s's key.".formatted(person.name()));
        }
        return person.post(keyPath + "/confirmation", Person.json().put("firstAddress", address(wallet, 0, 0)));
    }

    /** Takes the proposal's PSBT to the device and gives back what it signed. */
    Bytes signed(String proposalPath) {
        Bytes psbt = person.getBytes(proposalPath + "/psbt");
        return PsbtWriter.write(device.sign(PsbtReader.read(psbt)));
    }

    static String address(Descriptor wallet, int branch, long index) {
        return Address.ofScript(wallet.derive(branch, index).scriptPubKey(), Network.REGTEST)
                .orElseThrow()
                .text();
    }
}
