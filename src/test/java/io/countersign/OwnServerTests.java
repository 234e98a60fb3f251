package io.countersign;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of servers with settings of their own, each of which has to be started, and some of the long ones that need none, so that
 * this takes about as long as {@link ServerTests} beside it.
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("io.countersign")
@IncludeClassNamePatterns(ServerTests.NAMES)
@IncludeTags(OwnServerTests.TAG)
public class OwnServerTests {

    /** Of every test class that has a profile. */
    public static final String TAG = "own-server";
}
