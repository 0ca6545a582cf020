-- What servers keep in memory of an account – its tokens, settings, catalog, OAuth clients and OpenID
-- provider – they keep until it changes. A transaction that changes one of these takes the next
-- number, as the last thing that it does, and writes it to the account. Every server asks once a
-- second which accounts have a number behind the last one that it saw.

-- One row, written by administrative changes alone. Whoever takes a number holds the row until the
-- commit, so numbers become visible in their order: a number that is seen is never followed by a
-- smaller one, on one server and, by certification of this row, on a cluster.
CREATE TABLE change_counter (
  id    TINYINT UNSIGNED NOT NULL,
  value BIGINT UNSIGNED  NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT change_counter_one CHECK (id = 1)
);

INSERT INTO change_counter (id, value) VALUES (1, 0);

-- An account without a row has not changed since this table was made. There is no foreign key: its
-- lock on the account's row would be taken after the counter's, against the order of locks.
CREATE TABLE account_change (
  account_id UUID            NOT NULL,
  version    BIGINT UNSIGNED NOT NULL, -- the number of the account's last change
  PRIMARY KEY (account_id),                -- writes, which decide by what is current
  KEY account_change_version (version)     -- what has changed since
);
