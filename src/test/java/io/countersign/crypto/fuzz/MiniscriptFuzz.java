package io.countersign.crypto.fuzz;

import static io.countersign.crypto.fuzz.PsbtFuzz.require;

import io.countersign.crypto.MalformedException;
import io.countersign.crypto.descriptor.miniscript.Miniscript;
import io.countersign.crypto.descriptor.miniscript.ScriptContext;
import java.nio.charset.StandardCharsets;

/** Miniscript in both contexts, with keys of any name. */
public final class MiniscriptFuzz {

    private MiniscriptFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (ScriptContext context : ScriptContext.values()) {
            Miniscript<String> script;
            try {
                script = Miniscript.parse(text, context, key -> key);
            } catch (MalformedException e) {
                require(e.getMessage().length() < 600, "it repeats what it refuses");
                continue;
            }
            Miniscript<String> again = Miniscript.parse(script.text(), context, key -> key);
            require(again.text().equals(script.text()), "it prints as another than it reads");
            require(again.keys().equals(script.keys()), "it has other keys after printing");
        }
    }
}
