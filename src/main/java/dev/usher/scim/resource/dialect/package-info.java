/**
 * The ways in which clients write attribute values that the RFCs do not foresee, one class each.
 * {@link dev.usher.scim.resource.dialect.ValueFixes} has them in the order in which they work.
 */
package dev.usher.scim.resource.dialect;
