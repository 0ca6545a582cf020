/** OAuth 2 clients: how they authenticate, and the access tokens they get. */
package dev.usher.directory.oauth;
