/** OAuth 2: the token endpoint and the server's metadata. */
package dev.usher.api.oauth;
