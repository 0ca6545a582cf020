/**
 * Reading of what clients send into canonical documents: a Jackson object with attribute names as
 * the schemas write them, core attributes at the root, each extension in a block under its URN, and
 * every value in the JSON type of its attribute (RFC 7643 §2).
 */
package dev.usher.scim.resource;
