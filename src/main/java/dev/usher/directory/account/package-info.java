/** Tenants: accounts, their settings, the tokens that give access to them. */
package dev.usher.directory.account;
