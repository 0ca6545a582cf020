/** Usher behind a proxy. */
package dev.usher.proxy;
