/** OpenID providers and the people who signed in there. */
package dev.usher.store.openid;
