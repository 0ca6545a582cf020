/** Which caller a request has, how often it may fail to prove that, and the records of both. */
package dev.usher.directory.authentication;
