/**
 * The ways in which clients write PATCH operations that the RFC does not foresee, one class each.
 * Odd spellings of values are in {@link dev.usher.scim.resource.dialect}.
 */
package dev.usher.scim.patch.dialect;
