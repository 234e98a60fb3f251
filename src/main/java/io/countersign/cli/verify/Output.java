package io.countersign.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what was found, to a person or, with {@code --json}, to a script. */
final class Output {

    static final int VERIFIED = 0;
    static final int REFUSED = 1;
    static final int NOT_JUDGED = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Output() {}

    /** Prints, and answers the exit code. */
    static int tell(Report report, boolean isJson, PrintWriter out) {
        if (isJson) {
            out.println(json(report.isRight() ? "verified" : "refused", report.findings()));
        } else {
            report.findings()
                    .forEach(finding -> out.println((finding.isRight() ? "ok    " : "WRONG ") + finding.detail()));
            out.println(
                    report.isRight()
                            ? "Everything that was checked is right."
                            : "Do not sign, and do not pay: %d things are wrong.".formatted(report.faults()));
        }
        return report.isRight() ? VERIFIED : REFUSED;
    }

    static int tellNotJudged(String why, boolean isJson, PrintWriter out) {
        out.println(
                isJson ? json("not_judged", List.of(new Finding("input", false, why))) : "Could not verify: " + why);
        return NOT_JUDGED;
    }

    private static String json(String result, List<Finding> findings) {
        List<Map<String, Object>> items = findings.stream()
                .map(finding -> {
                    Map<String, Object> item = new LinkedHashMap<>();
                    item.put("check", finding.check());
                    item.put("right", finding.isRight());
                    item.put("detail", finding.detail());
                    return item;
                })
                .toList();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("result", result);
        all.put("findings", items);
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings can't be written as JSON", e);
        }
    }
}
