package io.countersign;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of one running server, one after the other in one JVM, so that it starts once. */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("io.countersign")
@IncludeClassNamePatterns(ServerTests.NAMES)
@ExcludeClassNamePatterns(OwnServerTests.NAMES)
class ServerTests {

    /** What the build leaves to the suites: see the excludes of surefire. */
    static final String NAMES = ".*(ApiTest|DbTest|Journey)|.*\\.attack\\..*Test";
}
