/** OAuth clients, their credentials and their access tokens. */
package dev.usher.store.oauth;
