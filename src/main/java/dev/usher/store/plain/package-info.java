/** The mappers' statements without MyBatis, to measure what the database alone would allow. */
package dev.usher.store.plain;
