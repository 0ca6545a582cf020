package dev.usher.scim.filter;

/** The comparison operators of filters (RFC 7644 §3.4.2.2) but {@code pr} and {@code ne}. */
public enum Operator {
  EQ,
  CO,
  SW,
  EW,
  GT,
  GE,
  LT,
  LE
}
