package dev.usher.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A body in which a name that comes twice in one object is refused. JSON leaves it open which of
 * the two counts (RFC 8259 §4); of two filters, dropping one would widen what is found.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface UniqueNames {}
