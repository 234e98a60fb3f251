/** Servers that are killed at named points, on one database: nothing acknowledged is lost, and nothing is sent twice differently. */
package io.countersign.crash;
