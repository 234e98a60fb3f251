package io.countersign.platform.outbound;

import io.countersign.crypto.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A JSON body to be posted, with header fields of its own. */
public record Post(Target target, Map<String, String> fields, Bytes body) {

    public Post {
        fields = Map.copyOf(fields);
    }

    /** The whole request. The connection serves this one, and no encoding of the answer is asked for. */
    byte[] bytes() {
        StringBuilder head = new StringBuilder("POST " + target.pathAndQuery() + " HTTP/1.1\r\n");
        head.append("Host: ").append(target.hostField()).append("\r\n");
        head.append("Connection: close\r\nUser-Agent: Countersign\r\nAccept-Encoding: identity\r\n");
        head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.size())
                .append("\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        Bytes bytes = Bytes.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return bytes.plus(body).toArray();
    }
}
