package io.countersign;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of servers with a profile, beside {@link ServerTests}. Both know their classes by name: a class of a profile costs the
 * build of its server as soon as it is loaded, whether it runs or not.
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("io.countersign")
@IncludeClassNamePatterns(OwnServerTests.NAMES)
class OwnServerTests {

    /** The classes that have a profile. */
    static final String NAMES =
            ".*\\.(BroadcastApi|EvilServer|NodeDownApi|OpenLogApi|StatementsApi|TracesApi|WebhookDeliveryApi"
                    + "|WebhookScheduleApi)Test";
}
