-- How groups are nested has limits, which two transactions together could pass although each keeps
-- them. Whoever puts a group into a group writes its account's row here before the limits are checked:
-- the later one waits and sees what the earlier one did; on another cluster node it loses at the
-- commit and runs again. Nothing refers to this table, so no insert elsewhere waits for it. In the
-- order of locks it follows the groups.
CREATE TABLE group_nesting (
  account_id UUID            NOT NULL,
  guard      BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (account_id),
  CONSTRAINT group_nesting_account FOREIGN KEY (account_id) REFERENCES account (id)
);
