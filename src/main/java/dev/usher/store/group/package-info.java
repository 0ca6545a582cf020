/** The rows of groups, of who is in them, and of what they grant. */
package dev.usher.store.group;
