package io.countersign;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of servers with settings of their own, each of which has to be started: beside {@link ServerTests}. */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("io.countersign")
@IncludeClassNamePatterns(ServerTests.NAMES)
@IncludeTags(OwnServerTests.TAG)
public class OwnServerTests {

    /** Of a test class that has a profile. */
    public static final String TAG = "own-server";
}
