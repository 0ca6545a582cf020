/** Reads JSON that a client sent, within limits that bound the memory of the tree. */
package dev.usher.scim.json;
