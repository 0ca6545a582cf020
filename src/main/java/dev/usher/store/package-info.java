/**
 * MariaDB: mappers and rows, transactions, migrations, and under {@code embedded} a server to bring
 * along. What the database refuses leaves this room as a {@link dev.usher.store.StoreException}.
 */
package dev.usher.store;
