/**
 * What the service provider tells about itself (RFC 7644 §4). The resources extend the SCIM SDK's;
 * they answer from Usher's own definitions, under its public URL, and in their order.
 */
package dev.usher.api.discovery;
