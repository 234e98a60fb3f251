package io.countersign.journal.log;

import io.countersign.platform.config.PublicUrl;
import java.net.URI;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the log calls itself (C2SP tlog-checkpoint, "origin"): a URL without scheme, fixed at the first start, ending in the epoch. */
public record LogOrigin(String base) {

    private static final Pattern EPOCH = Pattern.compile("/([1-9][0-9]{0,8})");

    /** The origin of a log that begins under this URL. Key names have no plus sign and no blank. */
    static LogOrigin of(PublicUrl url) {
        String ascii = URI.create(url.text()).toASCIIString().replace("+", "%2B");
        return new LogOrigin(ascii.replaceFirst("^https?://", "") + "/log");
    }

    String of(int epoch) {
        return base + "/" + epoch;
    }

    /** The epoch that an origin names, if it is one of this log. */
    OptionalInt epochOf(String origin) {
        if (origin.startsWith(base)) {
            Matcher rest = EPOCH.matcher(origin.substring(base.length()));
            if (rest.matches()) {
                return OptionalInt.of(Integer.parseInt(rest.group(1)));
            }
        }
        return OptionalInt.empty();
    }
}
