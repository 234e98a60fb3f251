package io.countersign.webhook;

import io.countersign.crypto.MalformedException;
import io.countersign.platform.outbound.AddressRules;
import io.countersign.platform.outbound.Target;
import io.countersign.webhook.model.WebhookRefusal;
import jakarta.enterprise.context.ApplicationScoped;

/** Judges URLs when they are handed in. Names are judged by their addresses, at every attempt. */
@ApplicationScoped
public class WebhookUrls {

    private final AddressRules rules;

    WebhookUrls(AddressRules rules) {
        this.rules = rules;
    }

    /** {@code url}, if something could be sent there. */
    String require(String url) {
        Target target = parse(url);
        if (!target.isSecure() && !rules.allowHttp()) {
            throw WebhookRefusal.URL_NOT_ALLOWED.refuse("The URL of a webhook begins with https:// at this server.");
        }
        boolean isRefused = target.literal()
                .map(address -> !rules.allows(address, target.port()))
                .orElseGet(() -> rules.refusesPort(target.port()));
        if (isRefused) {
            throw WebhookRefusal.URL_NOT_ALLOWED.refuse(
                    "This server sends webhooks to the public internet at port 443, and to the networks that its configuration names.");
        }
        return url;
    }

    private static Target parse(String url) {
        try {
            return Target.parse(url);
        } catch (MalformedException e) {
            throw WebhookRefusal.URL_NOT_ALLOWED.refuse(e.getMessage());
        }
    }
}
