/** The rows of accounts, their settings and their tokens. */
package dev.usher.store.account;
