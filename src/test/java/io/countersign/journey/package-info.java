/** Stories across all features, told through HTTP only, with signers that are not our code. */
package io.countersign.journey;
