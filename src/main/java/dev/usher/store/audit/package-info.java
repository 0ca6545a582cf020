/** The rows of the audit trail. */
package dev.usher.store.audit;
