/** The rows of invitations, and of the mails that carry them. */
package dev.usher.store.invitation;
