/**
 * The conformance kit: black-box checks of any SCIM 2.0 service provider, each a requirement of an
 * RFC. It speaks to the server as a client does and uses nothing of Usher.
 */
package dev.usher.conformance;
