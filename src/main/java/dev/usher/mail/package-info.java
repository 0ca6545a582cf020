/** Sends the mails that wait in the outbox. */
package dev.usher.mail;
