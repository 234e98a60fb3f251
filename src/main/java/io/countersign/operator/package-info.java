/**
 * What those who run the server may see and set right. It reads all tables, but answers no amount, address, descriptor, label or PSBT, and it
 * changes only what is marked as a repair: no operator can sign, approve, change or cancel.
 */
@NullMarked
package io.countersign.operator;

import org.jspecify.annotations.NullMarked;
