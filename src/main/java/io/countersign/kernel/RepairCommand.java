package io.countersign.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what an operator may set right. Whatever else changes something is out of the operator's reach, so that none can sign,
 * approve, change or cancel what belongs to the members of a wallet.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface RepairCommand {}
