/** How people get in: invitations, their links and their mails. */
package dev.usher.directory.invitation;
