/** Groups: who is in them, and what they grant. */
package dev.usher.directory.group;
