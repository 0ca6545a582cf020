/** The requirements, by what they are about. */
package dev.usher.conformance.area;
